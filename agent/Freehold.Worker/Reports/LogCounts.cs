using Freehold.Protocol.V1;

namespace Freehold.Worker.Reports;

/// <summary>Counts what the log tells, by words from closed lists: the only part of the log that leaves. Safe from any thread.</summary>
internal sealed class LogCounts
{
    /// <summary>Tries that failed and were followed by another.</summary>
    public const string TasksRetried = "tasks_retried";

    /// <summary>Tasks that an earlier attempt had done.</summary>
    public const string TasksResumed = "tasks_resumed";

    /// <summary>Tasks that were put aside.</summary>
    public const string TasksQuarantined = "tasks_quarantined";

    private const int MostCodes = 64;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Add(string code, long count)
    {
        lock (_lock)
            _counts[code] = _counts.GetValueOrDefault(code) + count;
    }

    public void Add(IReadOnlyDictionary<string, long> counts)
    {
        foreach (var (code, count) in counts)
            Add(code, count);
    }

    /// <summary>The counts that are not zero.</summary>
    public LogSummary Summary()
    {
        var summary = new LogSummary();
        lock (_lock)
        {
            summary.Counts.AddRange(_counts.Where(pair => pair.Value > 0).Take(MostCodes)
                .Select(pair => new CodeCount { Code = pair.Key, Count = (ulong)pair.Value }));
        }

        return summary;
    }
}
