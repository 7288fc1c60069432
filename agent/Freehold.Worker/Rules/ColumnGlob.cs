using System.Text.RegularExpressions;

namespace Freehold.Worker.Rules;

/// <summary>A column name or file name of a rule, with <c>*</c> and <c>?</c>. Case matters.</summary>
internal static class ColumnGlob
{
    /// <summary>Whether a name has to exist as it is written.</summary>
    public static bool IsName(string pattern) => pattern.AsSpan().IndexOfAny('*', '?') < 0;

    /// <summary>Whether a name is meant.</summary>
    public static bool Matches(string pattern, string name) => IsName(pattern)
        ? string.Equals(pattern, name, StringComparison.Ordinal)
        : Regex.IsMatch(name, ToRegex(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);

    private static string ToRegex(string pattern) =>
        $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}\\z";
}
