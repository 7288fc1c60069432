using System.Text;
using System.Text.RegularExpressions;

namespace Freehold.Buckets;

/// <summary>
/// A glob over object names: <c>*</c> and <c>?</c> stay within a segment, <c>**</c> as a whole segment stands for any number of
/// segments. Case matters.
/// </summary>
public sealed class ObjectPattern
{
    private readonly Regex _regex;

    /// <summary>Reads a pattern.</summary>
    public ObjectPattern(string pattern)
    {
        Text = pattern;
        IsGlob = pattern.AsSpan().IndexOfAny('*', '?') >= 0;
        _regex = new Regex(ToRegex(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }

    /// <summary>The pattern as given.</summary>
    public string Text { get; }

    /// <summary>Whether it can match more than one name.</summary>
    public bool IsGlob { get; }

    /// <summary>Whether names with a <c>/</c> can match, so that a listing has to go deep.</summary>
    public bool IsDeep => Text.Contains('/', StringComparison.Ordinal) || Text.Contains("**", StringComparison.Ordinal);

    /// <summary>What every name begins with that matches: the text before the first glob.</summary>
    public string LiteralPrefix => Text.AsSpan().IndexOfAny('*', '?') is >= 0 and var glob ? Text[..glob] : Text;

    /// <summary>Whether a name matches.</summary>
    public bool Matches(string name) => _regex.IsMatch(name);

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder("^");
        var segments = pattern.Split('/');

        for (var index = 0; index < segments.Length; index++)
        {
            var last = index == segments.Length - 1;
            if (segments[index] is "**")
            {
                regex.Append(last ? ".+" : "(?:[^/]+/)*");
                continue;
            }

            foreach (var character in segments[index])
            {
                regex.Append(character switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    _ => Regex.Escape(character.ToString()),
                });
            }

            if (!last)
                regex.Append('/');
        }

        return regex.Append("\\z").ToString();
    }
}
