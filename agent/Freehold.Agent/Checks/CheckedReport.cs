using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Agent.Checks;

/// <summary>What a check has found, in the words of the wire.</summary>
/// <param name="CheckId">The request that it answers; empty when nobody asked.</param>
/// <param name="At">When it ended: a timestamp of the clock that nobody sets.</param>
internal sealed record CheckedReport(string CheckId, IReadOnlyList<CheckResult> Results, long At)
{
    private const int MostResults = 64;

    public static CheckedReport Of(string checkId, IReadOnlyList<CheckFinding> findings, long at) =>
        new(checkId, [.. findings.Take(MostResults).Select(finding => finding.ToMessage())], at);

    /// <summary>Whether it says the same as another one; how long each check took aside, and the numbers.</summary>
    public bool SaysTheSameAs(CheckedReport? other) =>
        other is not null && Results.Select(Words).SequenceEqual(other.Results.Select(Words));

    public CheckReport ToMessage(TimeProvider time) => new()
    {
        CheckId = CheckId,
        Results = { Results },
        Age = Duration.FromTimeSpan(time.GetElapsedTime(At)),
    };

    private static (string, CheckOutcome, string, string) Words(CheckResult result) => (result.Id, result.Outcome, result.Detail, result.Subject);
}
