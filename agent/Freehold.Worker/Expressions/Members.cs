namespace Freehold.Worker.Expressions;

/// <summary>Parts of values: members of a persona, entries and slices of lists and texts.</summary>
internal static class Members
{
    public static ExpressionValue Of(ExpressionValue value, string name) => value.Kind is ValueKind.Persona && value.Persona.Member(name) is { } member
        ? ExpressionValue.Of(member)
        : ExpressionValue.Of(RowFault.WrongValueType);

    public static ExpressionValue Entry(ExpressionValue of, ExpressionValue at)
    {
        if (of.IsNull)
            return of;
        if (at.Kind is not ValueKind.Integer || LengthOf(of) is not { } length)
            return ExpressionValue.Of(RowFault.WrongValueType);

        var index = at.Integer < 0 ? at.Integer + length : at.Integer;
        if (index < 0 || index >= length)
            return ExpressionValue.Of(RowFault.OutOfRange);
        return of.Kind is ValueKind.List ? of.List[index] : ExpressionValue.Of(of.Text[(int)index].ToString());
    }

    /// <summary>Bounds beyond the ends are the ends.</summary>
    public static ExpressionValue Slice(ExpressionValue of, ExpressionValue from, ExpressionValue to)
    {
        if (of.IsFault || of.IsNull)
            return of;
        if (from.IsFault)
            return from;
        if (to.IsFault)
            return to;
        if (LengthOf(of) is not { } length || !IsBound(from) || !IsBound(to))
            return ExpressionValue.Of(RowFault.WrongValueType);

        var start = Bound(from, 0, length);
        var end = Math.Max(start, Bound(to, length, length));
        return of.Kind is ValueKind.List ? ExpressionValue.Of(of.List[start..end]) : ExpressionValue.Of(of.Text[start..end]);
    }

    public static int? LengthOf(ExpressionValue value) => value.Kind switch
    {
        ValueKind.Text => value.Text.Length,
        ValueKind.List => value.List.Length,
        _ => null,
    };

    private static bool IsBound(ExpressionValue value) => value.IsNull || value.Kind is ValueKind.Integer;

    private static int Bound(ExpressionValue value, int otherwise, int length) => value.IsNull
        ? otherwise
        : (int)Math.Clamp(value.Integer < 0 ? value.Integer + length : value.Integer, 0, length);
}
