namespace Freehold.Conventions.Tests.LogIds;

/// <summary>
/// Ids of log messages are a contract with whoever wrote an alert: unique over the whole product, the thousand is the program,
/// and each slice keeps to the range that the summary of its file declares.
/// </summary>
internal static class LogIdRules
{
    private static readonly (string Folder, int Thousand)[] Programs =
    [
        ("agent/Freehold.Agent/", 1), ("control-plane/", 2), ("agent/Freehold.Worker/", 3), ("agent/Freehold.Buckets/", 3), ("agent/Freehold.DuckDb/", 3),
    ];

    public static IEnumerable<string> Violations(IEnumerable<SourceFile> files)
    {
        var declaring = files.Select(file => (file.Path, Messages: LogMessage.In(file).ToList(), Range: LogIdRange.In(file)))
            .Where(file => file.Messages.Count > 0)
            .ToList();

        return
        [
            .. declaring.Where(file => file.Range is null).Select(file => $"{file.Path} does not declare its ids, such as 'Ids 1100–1199'"),
            .. declaring.SelectMany(file => file.Messages.SelectMany(message => Violations(message, file.Range))),
            .. Duplicates(declaring.SelectMany(file => file.Messages)),
            .. Overlaps([.. declaring.Select(file => file.Range).OfType<LogIdRange>()]),
        ];
    }

    private static IEnumerable<string> Violations(LogMessage message, LogIdRange? range)
    {
        if (message.Id is not { } id)
            yield return $"{message.File}: a message without an id";
        else if (range is not null && (id < range.First || id > range.Last))
            yield return $"{message.File}: {id} is not within {range.First}–{range.Last}";
        else if (Programs.Any(program => message.File.StartsWith(program.Folder, StringComparison.Ordinal) && id / 1000 != program.Thousand))
            yield return $"{message.File}: {id} is not of its program's thousand";
    }

    private static IEnumerable<string> Duplicates(IEnumerable<LogMessage> messages) =>
        from message in messages
        where message.Id is not null
        group message.File by message.Id into same
        where same.Count() > 1
        select $"{same.Key} is used {same.Count()} times: {string.Join(", ", same.Distinct(StringComparer.Ordinal))}";

    private static IEnumerable<string> Overlaps(IReadOnlyList<LogIdRange> ranges) =>
        from left in ranges.Index()
        from right in ranges.Skip(left.Index + 1)
        where left.Item.Overlaps(right)
        select $"{left.Item.First}–{left.Item.Last} of {left.Item.File} overlaps {right.First}–{right.Last} of {right.File}";
}
