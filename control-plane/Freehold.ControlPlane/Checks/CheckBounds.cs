using System.Buffers;
using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Checks;

/// <summary>The bounds of what agents and workers say about checks. Each answer is null when all is well.</summary>
internal static class CheckBounds
{
    private const int MostResults = 64;
    private const int MostPermissions = 32;
    private const int WordBytes = 64;
    private const int SubjectBytes = 32;
    private const int IdentityBytes = 256;

    private static readonly SearchValues<char> WordLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_0123456789");

    public static string? ProblemOf(CheckReport report)
    {
        if (report.CheckId.Length > 0 && !Guid.TryParseExact(report.CheckId, "D", out _))
            return "the id of a check is no UUID";
        if (report.Results.Count is 0 or > MostResults)
            return "a report of checks has none, or more than 64";
        if (report.Age is null or { Seconds: < 0 or > 315_576_000 } or { Nanos: < 0 or > 999_999_999 })
            return "the age of a check is out of range";

        return report.Results.All(IsInBounds) ? null : "the result of a check is out of bounds";
    }

    public static string? ProblemOf(CheckSummary? summary)
    {
        if (summary is null)
            return null;
        if (summary.Permissions.Count > MostPermissions)
            return "more than 32 rights of a check";

        return summary.Permissions.All(IsInBounds) ? null : "a right of a check is out of bounds";
    }

    private static bool IsInBounds(CheckResult result) =>
        result.Id.Length > 0 && IsWord(result.Id, WordBytes) && IsWord(result.Detail, WordBytes) && IsWord(result.Subject, SubjectBytes)
        && result is { Expected: <= long.MaxValue, Found: <= long.MaxValue };

    private static bool IsInBounds(CheckedPermission permission) =>
        permission.Id.Length > 0 && IsWord(permission.Id, WordBytes) && IsWord(permission.Code, WordBytes) && IsWord(permission.Detail, WordBytes)
        && IsWord(permission.Action, WordBytes) && WireBounds.Fits(permission.Identity, IdentityBytes);

    private static bool IsWord(string text, int most) => text.Length <= most && !text.AsSpan().ContainsAnyExcept(WordLetters);
}
