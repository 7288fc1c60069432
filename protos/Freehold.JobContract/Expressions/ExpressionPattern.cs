using System.Globalization;
using System.Text.RegularExpressions;

namespace Freehold.JobContract.Expressions;

/// <summary>
/// Regular expressions that cannot be used against whoever runs them: they are matched in time linear in the text, without
/// backtracking, so there are no look-arounds and no back references.
/// </summary>
public static class ExpressionPattern
{
    // Only a pattern at the very bounds, over a very long text, comes near it.
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    /// <summary>Makes the matcher, or says in <paramref name="why"/> what is wrong with the pattern.</summary>
    public static Regex? TryMake(string pattern, out string why)
    {
        why = "";
        if (pattern.Length > ExpressionLimits.LongestPattern)
            why = $"a pattern may have {ExpressionLimits.LongestPattern} characters";
        else if (Repetitions(pattern) > ExpressionLimits.MostRepetitions)
            why = $"a pattern may repeat {ExpressionLimits.MostRepetitions} times in all, counts within counts multiplied";
        if (why.Length > 0)
            return null;

        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchLimit);
        }
        catch (NotSupportedException)
        {
            why = "look-arounds, back references and atomic groups are not supported in patterns";
        }
        catch (ArgumentException)
        {
            why = "is no valid regular expression";
        }

        return null;
    }

    // All counts in braces are multiplied, whether or not they are nested: too strict now and then, and never too lax.
    private static long Repetitions(string pattern)
    {
        var product = 1L;
        for (var open = pattern.IndexOf('{', StringComparison.Ordinal); open >= 0; open = pattern.IndexOf('{', open + 1))
        {
            var close = pattern.IndexOf('}', open);
            if (close < 0)
                break;

            var counts = pattern.AsSpan(open + 1, close - open - 1);
            var comma = counts.LastIndexOf(',');
            var last = comma >= 0 && comma + 1 < counts.Length ? counts[(comma + 1)..] : comma >= 0 ? counts[..comma] : counts;
            if (int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                product *= Math.Max(1, count);
            else if (last.Length > 9 && last.IndexOfAnyExceptInRange('0', '9') < 0)
                return long.MaxValue;
            if (product > ExpressionLimits.MostRepetitions)
                return product;
        }

        return product;
    }
}
