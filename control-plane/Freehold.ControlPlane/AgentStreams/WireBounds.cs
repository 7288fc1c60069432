using System.Buffers;
using System.Text;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>The bounds that the .proto files promise, checked where messages come in. Each answer is null when all is well.</summary>
internal static class WireBounds
{
    /// <summary>Of one message, serialized.</summary>
    public const int MessageBytes = 1024 * 1024;

    /// <summary>Events or answers of one message.</summary>
    public const int BatchLength = 500;

    private const int MostConditions = 16;

    private static readonly SearchValues<char> SubjectLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a text keeps its bound.</summary>
    /// <param name="most">In bytes of UTF-8.</param>
    public static bool Fits(string text, int most) => text.Length <= most && Encoding.UTF8.GetByteCount(text) <= most;

    /// <summary>Whether an attempt is named as it must be.</summary>
    public static bool IsWellFormed(AttemptRef? attempt) =>
        attempt is { Number: >= 1 and <= int.MaxValue } && Guid.TryParseExact(attempt.JobId, "D", out _);

    /// <summary>What is wrong with a capacity.</summary>
    public static string? ProblemOf(Capacity? capacity) => capacity switch
    {
        null => "capacity is missing",
        { MaxConcurrent: > 100_000 } or { InUse: > 1_000_000 } => "capacity is out of range",
        { QuotaWorkers: > int.MaxValue - 2 } => "capacity is out of range",
        { QuotaTightest: var tightest } when !Fits(tightest, 64) => "quota_tightest is longer than 64 bytes",
        { Kinds.Count: > 16 } => "capacity names more than 16 kinds",
        _ => capacity.Kinds.Any(kind => !Fits(kind, 32)) ? "a kind is longer than 32 bytes" : null,
    };

    /// <summary>What is wrong with answers.</summary>
    public static string? ProblemOf(CommandAnswers answers)
    {
        if (answers.Answers.Count > BatchLength)
            return "more than 500 answers in one message";

        foreach (var answer in answers.Answers)
        {
            if (!IsWellFormed(answer.Attempt))
                return "an answer names no attempt";
            if (!Fits(answer.PolicyRule, 128))
                return "a policy rule is longer than 128 bytes";
        }

        return null;
    }

    /// <summary>What is wrong with a heartbeat.</summary>
    public static string? ProblemOf(AgentHeartbeat heartbeat)
    {
        if (heartbeat.OutboxDepth > int.MaxValue || !IsInRange(heartbeat.OutboxAge))
            return "outbox depth or age is out of range";
        if (heartbeat.Conditions.Count > MostConditions)
            return "more than 16 conditions in one heartbeat";
        if (heartbeat.Conditions.Any(condition => !IsInRange(condition.Age) || condition.Count > long.MaxValue))
            return "age or count of a condition is out of range";
        if (heartbeat.Conditions.Any(condition => !IsSubject(condition.Subject)))
            return "the subject of a condition must have at most 64 of a-z, 0-9 and hyphens";

        return ProblemOf(heartbeat.Capacity);
    }

    // A thousand years: what anybody would mean, and what every reader of it can hold.
    private static bool IsInRange(Duration? age) => age is null or { Seconds: >= 0 and <= 31_557_600_000, Nanos: >= 0 and <= 999_999_999 };

    private static bool IsSubject(string subject) => subject.Length <= 64 && !subject.AsSpan().ContainsAnyExcept(SubjectLetters);
}
