namespace Freehold.Delivery.Tests.Agents;

/// <summary>How a worker ends by itself.</summary>
internal enum WorkerEnd
{
    /// <summary>Commits its output, or finds another attempt's.</summary>
    Commits,

    /// <summary>Fails in a way that another attempt may not meet.</summary>
    Fails,

    /// <summary>Fails in a way that every attempt will meet.</summary>
    FailsForGood,

    /// <summary>Dies without a word.</summary>
    Crashes,

    /// <summary>Commits its output and dies before it can say so.</summary>
    CommitsAndCrashes,
}

/// <summary>What a worker does when it is told to stop.</summary>
internal enum WhenStopped
{
    /// <summary>Stops and says so.</summary>
    Stops,

    /// <summary>Was about to commit, and does.</summary>
    CommitsFirst,

    /// <summary>Does not react and is killed.</summary>
    IsKilled,
}

/// <summary>What the workers of a job do.</summary>
/// <param name="Progress">How often each attempt reports progress.</param>
/// <param name="Ends">How each attempt ends; the last goes for all that follow.</param>
internal sealed record WorkerScript(int Progress, IReadOnlyList<WorkerEnd> Ends, WhenStopped WhenStopped)
{
    public WorkerEnd EndOf(uint attempt) => Ends[Math.Min((int)attempt, Ends.Count) - 1];

    public override string ToString() => $"{Progress} x progress, then {string.Join("/", Ends)}; when stopped: {WhenStopped}";
}
