using System.Text;
using Freehold.JobContract.Expressions;
using Freehold.Worker.Normalisation;

namespace Freehold.Worker.Expressions;

/// <summary>Functions of texts. Numbers, dates and truth values have a text; null stays null.</summary>
internal static class Texts
{
    private const int WidestField = 1000;

    // Letters that do not come apart into a letter and marks.
    private static readonly Dictionary<char, string> Plain = new()
    {
        ['ß'] = "ss",
        ['ẞ'] = "SS",
        ['æ'] = "ae",
        ['Æ'] = "AE",
        ['œ'] = "oe",
        ['Œ'] = "OE",
        ['ø'] = "o",
        ['Ø'] = "O",
        ['ł'] = "l",
        ['Ł'] = "L",
        ['đ'] = "d",
        ['Đ'] = "D",
        ['ð'] = "d",
        ['Ð'] = "D",
        ['þ'] = "th",
        ['Þ'] = "Th",
        ['ı'] = "i",
        ['ħ'] = "h",
        ['Ħ'] = "H",
    };

    public static ExpressionValue NullOrFault(ExpressionValue value) => value.IsNull ? value : ExpressionValue.Of(RowFault.WrongValueType);

    public static ExpressionValue Change(ExpressionValue value, Func<string, string> change) =>
        value.HasText ? ExpressionValue.Of(change(value.ToCell())) : NullOrFault(value);

    /// <summary>Null beside a text is an empty text.</summary>
    public static ExpressionValue Join(ExpressionValue left, ExpressionValue right)
    {
        if ((!left.HasText && !left.IsNull) || (!right.HasText && !right.IsNull))
            return ExpressionValue.Of(RowFault.WrongValueType);

        var (first, second) = (left.IsNull ? "" : left.ToCell(), right.IsNull ? "" : right.ToCell());
        return (long)first.Length + second.Length > ExpressionLimits.LongestResult ? ExpressionValue.Of(RowFault.ResultTooLong) : ExpressionValue.Of(first + second);
    }

    public static string Title(string text)
    {
        var titled = new StringBuilder(text.Length);
        var within = false;
        foreach (var letter in text)
        {
            titled.Append(within ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter));
            within = char.IsLetterOrDigit(letter) || letter == '\'';
        }

        return titled.ToString();
    }

    public static ExpressionValue Trim(ExpressionValue value, ExpressionValue characters, bool start, bool end)
    {
        if (!value.HasText)
            return NullOrFault(value);
        if (!characters.IsMissing && characters.Kind is not ValueKind.Text)
            return ExpressionValue.Of(RowFault.WrongValueType);

        var text = value.ToCell();
        char[]? cut = characters.IsMissing ? null : characters.Text.ToCharArray();
        text = start ? text.TrimStart(cut) : text;
        return ExpressionValue.Of(end ? text.TrimEnd(cut) : text);
    }

    public static ExpressionValue Replace(ExpressionValue value, ExpressionValue old, ExpressionValue with, ExpressionValue count)
    {
        if (!value.HasText || !old.HasText || !with.HasText)
            return NullOrFault(value);
        if (!count.IsMissing && count.Kind is not ValueKind.Integer)
            return ExpressionValue.Of(RowFault.WrongValueType);

        var (text, part, other) = (value.ToCell(), old.ToCell(), with.ToCell());
        var left = count.IsMissing ? long.MaxValue : count.Integer;
        if (part.Length == 0 || !text.Contains(part, StringComparison.Ordinal))
            return ExpressionValue.Of(text);

        var replaced = new StringBuilder(text.Length + other.Length);
        var at = 0;
        for (var found = text.IndexOf(part, StringComparison.Ordinal); found >= 0 && left > 0; found = text.IndexOf(part, at, StringComparison.Ordinal))
        {
            replaced.Append(text, at, found - at).Append(other);
            at = found + part.Length;
            left--;
            if (replaced.Length > ExpressionLimits.LongestResult)
                return ExpressionValue.Of(RowFault.ResultTooLong);
        }

        return ExpressionValue.Of(replaced.Append(text, at, text.Length - at).ToString());
    }

    public static ExpressionValue Length(ExpressionValue value) => value.HasText
        ? ExpressionValue.Of((long)value.ToCell().Length)
        : Members.LengthOf(value) is { } length ? ExpressionValue.Of((long)length) : NullOrFault(value);

    /// <summary>As Jinja's: 5 characters more than the length are let pass, words are not cut unless wanted, and <c>...</c> follows.</summary>
    public static ExpressionValue Truncate(ExpressionValue[] a)
    {
        var (value, length, kill, end, leeway) = (a[0], a[1], a[2], a[3], a[4]);
        if (!value.HasText)
            return NullOrFault(value);
        if ((!length.IsMissing && length.Kind is not ValueKind.Integer) || (!end.IsMissing && !end.HasText) || (!leeway.IsMissing && leeway.Kind is not ValueKind.Integer))
            return ExpressionValue.Of(RowFault.WrongValueType);

        var text = value.ToCell();
        var tail = end.IsMissing ? "..." : end.ToCell();
        var most = length.IsMissing ? 255 : length.Integer;
        var slack = leeway.IsMissing ? 5 : leeway.Integer;
        if (most < tail.Length || slack < 0 || most > ExpressionLimits.LongestResult || slack > ExpressionLimits.LongestResult)
            return ExpressionValue.Of(RowFault.OutOfRange);
        if (text.Length <= most + slack)
            return ExpressionValue.Of(text);

        var cut = text[..(int)(most - tail.Length)];
        var blank = kill.IsTruthy ? -1 : cut.LastIndexOf(' ');
        return ExpressionValue.Of((blank >= 0 ? cut[..blank] : cut) + tail);
    }

    public static ExpressionValue FillWithZeros(ExpressionValue value, ExpressionValue width)
    {
        if (!value.HasText)
            return NullOrFault(value);
        if (width.Kind is not ValueKind.Integer)
            return ExpressionValue.Of(RowFault.WrongValueType);
        if (width.Integer is < 0 or > WidestField)
            return ExpressionValue.Of(RowFault.OutOfRange);

        var text = value.ToCell();
        var sign = text.Length > 0 && text[0] is '-' or '+' ? text[..1] : "";
        return ExpressionValue.Of(sign + text[sign.Length..].PadLeft(Math.Max(0, (int)width.Integer - sign.Length), '0'));
    }

    public static ExpressionValue Split(ExpressionValue value, ExpressionValue separator)
    {
        if (!value.HasText)
            return NullOrFault(value);
        if (!separator.IsMissing && separator is not { Kind: ValueKind.Text, Text.Length: > 0 })
            return ExpressionValue.Of(RowFault.WrongValueType);

        var most = ExpressionLimits.MostEntries + 1;
        var parts = separator.IsMissing
            ? value.ToCell().Split((char[]?)null, most, StringSplitOptions.RemoveEmptyEntries)
            : value.ToCell().Split(separator.Text, most);
        return ExpressionValue.Of(Array.ConvertAll(parts, ExpressionValue.Of));
    }

    public static ExpressionValue JoinAll(ExpressionValue list, ExpressionValue separator)
    {
        if (list.Kind is not ValueKind.List)
            return NullOrFault(list);

        var joined = new StringBuilder();
        for (var index = 0; index < list.List.Length; index++)
        {
            var item = list.List[index];
            if ((!item.HasText && !item.IsNull) || (!separator.IsMissing && !separator.HasText))
                return ExpressionValue.Of(RowFault.WrongValueType);
            if (index > 0 && !separator.IsMissing)
                joined.Append(separator.ToCell());
            joined.Append(item.IsNull ? "" : item.ToCell());
            if (joined.Length > ExpressionLimits.LongestResult)
                return ExpressionValue.Of(RowFault.ResultTooLong);
        }

        return ExpressionValue.Of(joined.ToString());
    }

    public static ExpressionValue End(ExpressionValue value, bool first)
    {
        if (value.Kind is ValueKind.List)
            return value.List.Length == 0 ? ExpressionValue.Null : value.List[first ? 0 : ^1];
        return Change(value, text => text.Length == 0 ? text : text[first ? 0 : ^1].ToString());
    }

    public static ExpressionValue Contains(ExpressionValue whole, ExpressionValue part)
    {
        if (whole.Kind is ValueKind.List)
            return ExpressionValue.Of(whole.List.Any(item => Comparison.AreEqual(item, part)));
        return Test(whole, part, (text, piece) => text.Contains(piece, StringComparison.Ordinal));
    }

    /// <summary>Nothing is true of null.</summary>
    public static ExpressionValue Test(ExpressionValue value, ExpressionValue part, Func<string, string, bool> test)
    {
        if (value.IsNull || part.IsNull)
            return ExpressionValue.False;
        return value.HasText && part.HasText ? ExpressionValue.Of(test(value.ToCell(), part.ToCell())) : ExpressionValue.Of(RowFault.WrongValueType);
    }

    public static ExpressionValue IsAll(ExpressionValue value, Func<char, bool> test) => value.IsNull
        ? ExpressionValue.False
        : value.HasText ? ExpressionValue.Of(value.ToCell() is { Length: > 0 } text && text.All(test)) : ExpressionValue.Of(RowFault.WrongValueType);

    /// <summary>Letters, digits and underscores of ASCII, others by the letter under their marks where there is one; what has none goes.</summary>
    public static ExpressionValue Normalise(ExpressionValue value, ExpressionValue allow)
    {
        var allowed = allow.Kind is ValueKind.Text ? allow.Text : "";
        return Change(value, text =>
        {
            var plain = new StringBuilder(text.Length);
            foreach (var letter in NormalFormC.Apart(text))
            {
                if (char.IsAsciiLetterOrDigit(letter) || letter == '_' || allowed.Contains(letter, StringComparison.Ordinal))
                    plain.Append(letter);
                else if (Plain.TryGetValue(letter, out var letters))
                    plain.Append(letters);
            }

            return plain.ToString();
        });
    }
}
