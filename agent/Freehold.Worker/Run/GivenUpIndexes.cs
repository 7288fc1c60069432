using System.Globalization;
using System.Text.RegularExpressions;

namespace Freehold.Worker.Run;

/// <summary>Reads <c>--given-up 3=oom_killed</c>: an index that nobody does any more, and the code of its failure.</summary>
internal static partial class GivenUpIndexes
{
    /// <summary>Whether it is one.</summary>
    public static bool IsOne(string text) => Form().IsMatch(text);

    /// <summary>All of them; of an index that is named twice, the last code.</summary>
    public static IReadOnlyDictionary<int, string> Parse(IEnumerable<string> texts)
    {
        var read = new Dictionary<int, string>();
        foreach (var match in texts.Select(text => Form().Match(text)))
            read[int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture)] = match.Groups["code"].Value;
        return read;
    }

    [GeneratedRegex(@"^(?<index>[0-9]{1,6})=(?<code>[a-z_]{1,64})\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Form();
}
