using Freehold.JobContract.Expressions;

namespace Freehold.Worker.Expressions;

/// <summary>Functions that hide a value or invent another. Null stays null where there is a value to hide.</summary>
internal static class Protection
{
    public static ExpressionValue Hash(ExpressionValue[] a, RowScope row)
    {
        if (!a[0].HasText)
            return Texts.NullOrFault(a[0]);
        return a[1].IsMissing || a[1].HasText
            ? ExpressionValue.Of(row.Inventions.Hash(a[0].ToCell(), a[1].IsMissing ? null : a[1].ToCell()))
            : ExpressionValue.Of(RowFault.WrongValueType);
    }

    public static ExpressionValue Pseudonym(ExpressionValue[] a, RowScope row)
    {
        if (!a[0].HasText)
            return Texts.NullOrFault(a[0]);
        if ((!a[1].IsMissing && a[1].Kind is not ValueKind.Text) || (!a[2].IsMissing && a[2].Kind is not ValueKind.Integer))
            return ExpressionValue.Of(RowFault.WrongValueType);
        if (!a[2].IsMissing && a[2].Integer is < 8 or > 64)
            return ExpressionValue.Of(RowFault.OutOfRange);

        var text = a[0].ToCell();
        return text.Length == 0 ? a[0] : ExpressionValue.Of(row.Inventions.Pseudonym(text, a[1].IsMissing ? "default" : a[1].Text, a[2].IsMissing ? 32 : (int)a[2].Integer));
    }

    /// <summary>
    /// The first and last characters around a mask. Of a value too short for that, fewer are left, from the left and the right in
    /// turn, so that at least <c>tolerance</c> characters (1) are always hidden.
    /// </summary>
    public static ExpressionValue PartialMask(ExpressionValue[] a)
    {
        var (value, left, mask, right, tolerance) = (a[0], a[1], a[2], a[3], a[4]);
        if (!value.HasText)
            return Texts.NullOrFault(value);
        if (left.Kind is not ValueKind.Integer || right.Kind is not ValueKind.Integer || mask is not { Kind: ValueKind.Text, Text.Length: > 0 })
            return ExpressionValue.Of(RowFault.WrongValueType);
        if (!tolerance.IsMissing && tolerance is not { Kind: ValueKind.Integer, Integer: >= 0 })
            return ExpressionValue.Of(RowFault.OutOfRange);

        var text = value.ToCell();
        var room = text.Length - (tolerance.IsMissing ? 1 : Math.Min(tolerance.Integer, text.Length));
        var (first, last) = (Math.Clamp(left.Integer, 0, text.Length), Math.Clamp(right.Integer, 0, text.Length));
        for (var takeFirst = true; first + last >= room && first + last > 0; takeFirst = !takeFirst)
        {
            if ((takeFirst && first > 0) || last == 0)
                first--;
            else
                last--;
        }

        return room <= 0 ? mask : Texts.Join(Texts.Join(ExpressionValue.Of(text[..(int)first]), mask), ExpressionValue.Of(text[(text.Length - (int)last)..]));
    }

    /// <summary>What is named by a text, usually <c>column.entity</c>.</summary>
    public static ExpressionValue Fake(ExpressionValue[] a, RowScope row) => a[0].Kind is ValueKind.Text && FakeNames.ByName.TryGetValue(a[0].Text, out var entity)
        ? ExpressionValue.Of(row.Inventions.Fake(entity, row))
        : ExpressionValue.Of(RowFault.WrongValueType);

    public static ExpressionValue Pick(ExpressionValue[] a, RowScope row)
    {
        if (a[0].Kind is not ValueKind.List)
            return ExpressionValue.Of(RowFault.WrongValueType);
        return a[0].List.Length == 0 ? ExpressionValue.Of(RowFault.OutOfRange) : a[0].List[row.Inventions.Pick(a[0].List.Length, row)];
    }

    public static ExpressionValue Persona(ExpressionValue[] a, RowScope row)
    {
        if (a.Any(argument => !argument.IsMissing && !argument.IsNull && !argument.HasText))
            return ExpressionValue.Of(RowFault.WrongValueType);

        var seed = a[0].HasText ? a[0].ToCell() : null;
        return ExpressionValue.Of(row.Inventions.Persona(seed, row, a[1].HasText ? a[1].ToCell() : "", a[3].HasText ? a[3].ToCell() : null));
    }
}
