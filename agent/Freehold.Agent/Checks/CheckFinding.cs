using Freehold.Protocol.V1;

namespace Freehold.Agent.Checks;

/// <summary>What one check has found.</summary>
/// <param name="Id">A word of <see cref="Freehold.JobContract.Checks.CheckId"/>.</param>
/// <param name="Detail">Why it is not green: a word of <see cref="Freehold.JobContract.Checks.CheckDetail"/>, or of failures for stores; else empty.</param>
/// <param name="Evidence">
/// What was seen, for whoever runs the check: names hosts and objects, holds no secret. It never leaves for the control plane.
/// </param>
internal sealed record CheckFinding(string Id, CheckOutcome Outcome, string Detail, string Evidence)
{
    /// <summary>The kind of job that it was made for; empty when it is all the same to it.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What there should be, where the check counts.</summary>
    public ulong Expected { get; init; }

    /// <summary>What there is instead.</summary>
    public ulong Found { get; init; }

    public TimeSpan Elapsed { get; init; }

    public static CheckFinding Green(string id, string evidence) => new(id, CheckOutcome.Green, "", evidence);

    public static CheckFinding Warning(string id, string detail, string evidence) => new(id, CheckOutcome.Warning, detail, evidence);

    public static CheckFinding Red(string id, string detail, string evidence) => new(id, CheckOutcome.Red, detail, evidence);

    public static CheckFinding Skipped(string id, string detail, string evidence = "") => new(id, CheckOutcome.Skipped, detail, evidence);

    /// <summary>Makes the finding and says how long that took.</summary>
    public static async Task<CheckFinding> MeasureAsync(TimeProvider time, Func<Task<CheckFinding>> check)
    {
        var begin = time.GetTimestamp();
        return await check() with { Elapsed = time.GetElapsedTime(begin) };
    }

    /// <summary>For the control plane: words and numbers.</summary>
    public CheckResult ToMessage() => new()
    {
        Id = Id,
        Outcome = Outcome,
        Detail = Detail,
        Subject = Subject,
        Expected = Expected,
        Found = Found,
        Milliseconds = (uint)Math.Clamp(Elapsed.TotalMilliseconds, 0, uint.MaxValue),
    };
}
