using System.Globalization;
using System.Text;

namespace Freehold.JobContract.Expressions;

/// <summary>Cuts an expression into words.</summary>
internal static class ExpressionLexer
{
    private static readonly string[] Signs =
        ["==", "!=", "<=", ">=", "//", "**", "<", ">", "+", "-", "*", "/", "%", "~", "|", "(", ")", "[", "]", ".", ",", ":", "="];

    /// <exception cref="ExpressionSyntaxException">A character or text that has no place in an expression.</exception>
    public static List<ExpressionToken> Cut(string text)
    {
        var (at, end) = Inner(text);
        var words = new List<ExpressionToken>();
        while (true)
        {
            while (at < end && char.IsWhiteSpace(text[at]))
                at++;
            if (at >= end)
                break;

            words.Add(Next(text, ref at, end));
        }

        words.Add(new(ExpressionTokenKind.End, Math.Min(end, text.Length) + 1, ""));
        return words;
    }

    // What {{ and }} enclose, when they enclose all of it.
    private static (int Start, int End) Inner(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (!trimmed.StartsWith("{{", StringComparison.Ordinal) || !trimmed.EndsWith("}}", StringComparison.Ordinal) || trimmed.Length < 4)
            return (0, text.Length);

        var start = text.IndexOf("{{", StringComparison.Ordinal);
        return (start + 2, start + trimmed.Length - 2);
    }

    private static ExpressionToken Next(string text, ref int at, int end)
    {
        var start = at;
        var first = text[at];
        if (char.IsLetter(first) || first == '_')
        {
            while (at < end && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
                at++;
            return new(ExpressionTokenKind.Name, start + 1, text[start..at]);
        }

        if (char.IsAsciiDigit(first))
            return Number(text, ref at, end);
        if (first is '"' or '\'')
            return Quoted(text, ref at, end);

        foreach (var sign in Signs)
        {
            if (!text.AsSpan(at, end - at).StartsWith(sign, StringComparison.Ordinal))
                continue;
            at += sign.Length;
            return new(ExpressionTokenKind.Sign, start + 1, sign);
        }

        throw new ExpressionSyntaxException(start + 1, first is '{' or '}'
            ? "braces may only stand around the whole expression; join texts with ~"
            : $"'{(char.IsControl(first) || char.IsSurrogate(first) ? '?' : first)}' has no meaning here");
    }

    private static ExpressionToken Number(string text, ref int at, int end)
    {
        var start = at;
        while (at < end && char.IsAsciiDigit(text[at]))
            at++;

        var whole = true;
        if (at + 1 < end && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            whole = false;
            at++;
            while (at < end && char.IsAsciiDigit(text[at]))
                at++;
        }

        var digits = text.AsSpan(start, at - start);
        if (at < end && (char.IsLetter(text[at]) || text[at] == '_'))
            throw new ExpressionSyntaxException(start + 1, "a number ends in a letter");
        if (whole && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
            return new(ExpressionTokenKind.Number, start + 1, "", integer);
        if (!whole && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return new(ExpressionTokenKind.Number, start + 1, "", number);
        throw new ExpressionSyntaxException(start + 1, "the number is too large");
    }

    // A backslash before n, t, r, \, ' or " means what it means elsewhere; before anything else it is itself, as patterns need it.
    private static ExpressionToken Quoted(string text, ref int at, int end)
    {
        var start = at;
        var quote = text[at++];
        var content = new StringBuilder();
        while (at < end && text[at] != quote)
        {
            if (text[at] == '\\' && at + 1 < end && "ntr\\'\"".Contains(text[at + 1], StringComparison.Ordinal))
            {
                at++;
                content.Append(text[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var itself => itself });
            }
            else
            {
                content.Append(text[at]);
            }

            at++;
        }

        if (at >= end)
            throw new ExpressionSyntaxException(start + 1, "a text is not closed");

        at++;
        return new(ExpressionTokenKind.Text, start + 1, content.ToString());
    }
}
