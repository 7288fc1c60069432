using System.Globalization;
using System.Text.RegularExpressions;

namespace Freehold.JobContract.Documents;

/// <summary>Durations as people write them: <c>45s</c>, <c>30m</c>, <c>2h</c>, <c>1h30m</c>, <c>2d</c>.</summary>
public static partial class Durations
{
    /// <summary>Reads a duration of whole days, hours, minutes and seconds, in this order, each at most once.</summary>
    /// <returns>False when the text is something else, zero, or over 366 days.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var match = Pattern().Match(text);
        if (!match.Success)
            return false;

        duration = new TimeSpan(Part("d"), Part("h"), Part("m"), Part("s"));
        return duration > TimeSpan.Zero && duration <= TimeSpan.FromDays(366);

        int Part(string unit) =>
            match.Groups[unit].Success ? int.Parse(match.Groups[unit].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^(?:(?<d>\d{1,6})d)?(?:(?<h>\d{1,6})h)?(?:(?<m>\d{1,6})m)?(?:(?<s>\d{1,6})s)?\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Pattern();
}
