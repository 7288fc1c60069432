using System.Globalization;
using System.Text.RegularExpressions;

namespace Freehold.Conventions.Tests.LogIds;

/// <summary>One generated log message.</summary>
/// <param name="Id">Null when it has none.</param>
/// <param name="File">Where it is declared.</param>
internal sealed partial record LogMessage(int? Id, string File)
{
    public static IEnumerable<LogMessage> In(SourceFile file) =>
        from Match message in Attribute().Matches(file.Text)
        select new LogMessage(
            message.Groups["id"] is { Success: true, ValueSpan: var id } ? int.Parse(id, CultureInfo.InvariantCulture) : null, file.Path);

    [GeneratedRegex(@"\[\s*LoggerMessage\s*\(\s*(?:(?:EventId\s*=\s*)?(?<id>\d+)|[^)]*?EventId\s*=\s*(?<id>\d+))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();
}
