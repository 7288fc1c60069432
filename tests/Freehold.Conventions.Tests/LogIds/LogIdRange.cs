using System.Globalization;
using System.Text.RegularExpressions;

namespace Freehold.Conventions.Tests.LogIds;

/// <summary>The ids that a file of log messages keeps for itself, as its summary says: <c>Ids 1100–1199</c>.</summary>
internal sealed partial record LogIdRange(int First, int Last, string File)
{
    /// <summary>Null when the file declares none.</summary>
    public static LogIdRange? In(SourceFile file)
    {
        var declared = Declaration().Match(file.Text);
        return declared.Success ? new(Number("first"), Number("last"), file.Path) : null;

        int Number(string name) => int.Parse(declared.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    public bool Overlaps(LogIdRange other) => First <= other.Last && other.First <= Last;

    [GeneratedRegex(@"\bIds (?<first>\d+)–(?<last>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();
}
