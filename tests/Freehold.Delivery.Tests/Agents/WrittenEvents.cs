using Freehold.Agent.Journal;
using Freehold.Protocol.V1;

namespace Freehold.Delivery.Tests.Agents;

/// <summary>Every event that was ever flushed to a disk: what the control plane has to have in the end.</summary>
internal sealed class WrittenEvents
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid Job, int Attempt), SortedDictionary<long, List<JobEvent>>> _attempts = [];

    /// <summary>Takes whole frames of a journal in.</summary>
    public void Take(ReadOnlyMemory<byte> frames)
    {
        var records = new List<JournalRecord>();
        JournalFrames.Read([.. JournalFrames.FileHeader, .. frames.Span], records);

        lock (_lock)
        {
            foreach (var written in records.Where(record => record.KindCase is JournalRecord.KindOneofCase.Event).Select(record => record.Event))
                Add(written);
        }
    }

    /// <summary>The attempt's events by sequence; several at one sequence where progress took the place of older progress.</summary>
    public IReadOnlyDictionary<long, IReadOnlyList<JobEvent>> Of(Guid job, int attempt)
    {
        lock (_lock)
        {
            return _attempts.TryGetValue((job, attempt), out var events)
                ? events.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<JobEvent>)[.. pair.Value])
                : new Dictionary<long, IReadOnlyList<JobEvent>>();
        }
    }

    private void Add(JobEvent written)
    {
        var key = (Guid.Parse(written.Attempt.JobId), (int)written.Attempt.Number);
        if (!_attempts.TryGetValue(key, out var events))
            _attempts.Add(key, events = []);
        if (!events.TryGetValue((long)written.Sequence, out var versions))
            events.Add((long)written.Sequence, versions = []);
        if (!versions.Contains(written))
            versions.Add(written);
    }
}
