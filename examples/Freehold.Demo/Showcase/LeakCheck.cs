using System.Globalization;
using System.Text.RegularExpressions;
using Freehold.Demo.Data;

namespace Freehold.Demo.Showcase;

/// <summary>Looks for values of the data where none belong: in the events and in the logs.</summary>
internal static partial class LeakCheck
{
    public static void Run(Checks checks, CsvTable people, string where, IEnumerable<string> texts)
    {
        var identifiers = OutputChecks.Identifiers(people);
        var words = texts.SelectMany(text => Word().Matches(text)).Select(word => word.Value).ToList();
        var leaked = words.Count(identifiers.Contains);
        checks.Add($"no identifier of a player is in {where}", words.Count > 0 && leaked == 0,
            string.Create(CultureInfo.InvariantCulture, $"{words.Count:N0} words, {leaked} leaked"));
    }

    [GeneratedRegex(@"[\w.'-]+", RegexOptions.None, 5000)]
    private static partial Regex Word();
}
