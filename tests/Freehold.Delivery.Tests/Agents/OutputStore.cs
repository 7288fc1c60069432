using System.Collections.Concurrent;
using Freehold.Agent.Assignments;

namespace Freehold.Delivery.Tests.Agents;

/// <summary>Where outputs are committed: a job's manifest can be put once, and whoever comes later finds it.</summary>
internal sealed class OutputStore
{
    private readonly ConcurrentDictionary<Guid, CommittedManifest> _manifests = new();

    /// <summary>Commits an attempt's output unless the job has one.</summary>
    /// <returns>The manifest that counts.</returns>
    public CommittedManifest Commit(AttemptId attempt) => _manifests.GetOrAdd(
        attempt.Job, job => new($"file:///out/{job}/{attempt.Number}.json", $"{attempt.Number}{job:N}", attempt.Number));

    public CommittedManifest? Find(Guid job) => _manifests.GetValueOrDefault(job);
}

internal sealed record CommittedManifest(string Uri, string Digest, uint Attempt);
