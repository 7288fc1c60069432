namespace Freehold.Conventions.Tests.LogIds;

/// <summary>
/// Ids of log messages are a contract with whoever wrote an alert: unique, the thousands are the program, the hundreds are the
/// slice.
/// </summary>
internal static class LogIdRules
{
    private static readonly (string Folder, int Thousand)[] Programs =
    [
        ("agent/Freehold.Agent/", 1), ("control-plane/", 2), ("agent/Freehold.Worker", 3), ("agent/Freehold.Buckets/", 3), ("agent/Freehold.DuckDb/", 3),
    ];

    private static readonly Dictionary<string, int> Slices = new(StringComparer.Ordinal)
    {
        ["agent/Freehold.Agent/Connection"] = 11,
        ["agent/Freehold.Agent/Assignments"] = 12,
        ["agent/Freehold.Agent/Executors"] = 13,
        ["agent/Freehold.Agent/Events"] = 14,
        ["control-plane/Freehold.ControlPlane/Database"] = 20,
        ["control-plane/Freehold.ControlPlane/Identity"] = 21,
        ["control-plane/Freehold.ControlPlane/Submission"] = 22,
        ["control-plane/Freehold.ControlPlane/Jobs"] = 23,
        ["control-plane/Freehold.ControlPlane/Dispatch"] = 24,
        ["control-plane/Freehold.ControlPlane/AgentStreams"] = 25,
        ["control-plane/Freehold.ControlPlane/JobEvents"] = 26,
        ["control-plane/Freehold.ControlPlane/Agents"] = 27,
    };

    public static IEnumerable<string> Violations(IReadOnlyList<LogMessage> messages) =>
    [
        .. messages.Where(message => message.Id is null).Select(message => $"{message.File}: a message without an id"),
        .. Duplicates(messages),
        .. messages.Where(IsOutsideItsProgram).Select(message => $"{message.File}: {message.Id} is not of its program's thousand"),
        .. messages.Where(IsOutsideItsSlice).Select(message => $"{message.File}: {message.Id} is not of its slice's hundred"),
        .. SharedHundreds(messages),
    ];

    private static IEnumerable<string> Duplicates(IEnumerable<LogMessage> messages) =>
        from message in messages
        where message.Id is not null
        group message.File by message.Id into same
        where same.Count() > 1
        select $"{same.Key} is used {same.Count()} times: {string.Join(", ", same.Distinct(StringComparer.Ordinal))}";

    private static IEnumerable<string> SharedHundreds(IEnumerable<LogMessage> messages) =>
        from message in messages
        where message.Id is not null
        group message.Slice by message.Id / 100 into slices
        where slices.Distinct(StringComparer.Ordinal).Count() > 1
        select $"{slices.Key}00 to {slices.Key}99 are shared by {string.Join(" and ", slices.Distinct(StringComparer.Ordinal))}";

    private static bool IsOutsideItsProgram(LogMessage message) =>
        message.Id is { } id && Programs.Any(program =>
            message.File.StartsWith(program.Folder, StringComparison.Ordinal) && id / 1000 != program.Thousand);

    private static bool IsOutsideItsSlice(LogMessage message) =>
        message.Id is { } id && Slices.TryGetValue(message.Slice, out var hundred) && id / 100 != hundred;
}
