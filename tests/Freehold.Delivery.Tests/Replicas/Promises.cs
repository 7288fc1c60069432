using System.Collections.Concurrent;
using Freehold.Delivery.Tests.Database;
using Freehold.Protocol.V1;

namespace Freehold.Delivery.Tests.Replicas;

/// <summary>Listens to what the control plane tells agents: an acknowledgement of what the database does not hold is a lie.</summary>
internal sealed class Promises(ModelDatabase database)
{
    /// <summary>Promises that were not kept at the moment when they were given.</summary>
    public ConcurrentQueue<string> Broken { get; } = new();

    public async Task HearAsync(ControlMessage message)
    {
        foreach (var acknowledged in message.Acknowledged?.Attempts ?? [])
        {
            // Of attempts that nobody knows everything is acknowledged, so that the agent is rid of them.
            var stored = await database.LastSequenceAsync(Guid.Parse(acknowledged.Attempt.JobId), (int)acknowledged.Attempt.Number);
            if (stored is { } last && (ulong)last < acknowledged.Sequence)
                Broken.Enqueue($"{acknowledged} was said when {last} was stored");
        }
    }
}
