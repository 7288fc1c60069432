using System.Text;
using System.Text.RegularExpressions;
using Freehold.JobContract.Expressions;

namespace Freehold.Worker.Expressions;

/// <summary>Functions of regular expressions, matched without backtracking.</summary>
internal static class Patterns
{
    /// <summary>Makes the pattern of a call, which the parser has tried, and the body around it.</summary>
    public static ExpressionBody Find(CallNode call)
    {
        var written = (string)((LiteralNode)call.Arguments[0]!).Value!;
        var pattern = Make(call.Function switch
        {
            "re.match" => $@"\A(?:{written})",
            "re.fullmatch" => $@"\A(?:{written})\z",
            _ => written,
        });
        return call.Function is "re.sub"
            ? (a, _) => Guarded(() => Substitute(pattern, a[1], a[2], a[3]))
            : (a, _) => a[1].HasText ? Guarded(() => ExpressionValue.Of(pattern.IsMatch(a[1].ToCell()))) : a[1].IsNull ? ExpressionValue.False : Texts.NullOrFault(a[1]);
    }

    private static Regex Make(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static ExpressionValue Guarded(Func<ExpressionValue> match)
    {
        try
        {
            return match();
        }
        catch (RegexMatchTimeoutException)
        {
            return ExpressionValue.Of(RowFault.TooCostly);
        }
    }

    // Groups are written \1 or \g<1>; their names are not known.
    private static ExpressionValue Substitute(Regex pattern, ExpressionValue with, ExpressionValue value, ExpressionValue count)
    {
        if (!value.HasText || !with.HasText)
            return Texts.NullOrFault(value);
        if (!count.IsMissing && count.Kind is not ValueKind.Integer)
            return ExpressionValue.Of(RowFault.WrongValueType);

        var (text, replacement) = (value.ToCell(), with.ToCell());
        var left = count.IsMissing || count.Integer == 0 ? long.MaxValue : count.Integer;
        var result = new StringBuilder();
        var at = 0;
        for (var match = pattern.Match(text); match.Success && left > 0; match = match.NextMatch(), left--)
        {
            result.Append(text, at, match.Index - at);
            if (!TryAppend(result, replacement, match))
                return ExpressionValue.Of(RowFault.OutOfRange);
            at = match.Index + match.Length;
            if (result.Length > ExpressionLimits.LongestResult)
                return ExpressionValue.Of(RowFault.ResultTooLong);
        }

        return ExpressionValue.Of(result.Append(text, at, text.Length - at).ToString());
    }

    private static bool TryAppend(StringBuilder result, string replacement, Match match)
    {
        for (var at = 0; at < replacement.Length; at++)
        {
            if (replacement[at] != '\\' || at + 1 == replacement.Length)
            {
                result.Append(replacement[at]);
                continue;
            }

            at++;
            if (replacement[at] == 'g' && at + 3 < replacement.Length && replacement[at + 1] == '<' && replacement[at + 3] == '>')
                at += 2;
            if (!char.IsAsciiDigit(replacement[at]))
            {
                result.Append(replacement[at]);
                continue;
            }

            var group = replacement[at] - '0';
            if (group >= match.Groups.Count)
                return false;
            result.Append(match.Groups[group].ValueSpan);
            at += at >= 3 && replacement[at - 1] == '<' ? 1 : 0;
        }

        return true;
    }
}
