namespace Freehold.Worker.Expressions;

/// <summary>Functions of numbers.</summary>
internal static class Numbers
{
    /// <summary>The whole part; what is no number is the default, or the row's error.</summary>
    public static ExpressionValue ToInteger(ExpressionValue value, ExpressionValue otherwise)
    {
        var number = ToNumber(value, otherwise);
        if (number.Kind is not ValueKind.Number)
            return number;

        var whole = decimal.Truncate(number.Number);
        return whole is < long.MinValue or > long.MaxValue ? ExpressionValue.Of(RowFault.OutOfRange) : ExpressionValue.Of((long)whole);
    }

    public static ExpressionValue ToNumber(ExpressionValue value, ExpressionValue otherwise)
    {
        if (value.Kind is ValueKind.Truth)
            return ExpressionValue.Of(value.Truth ? 1L : 0L);
        if (value.Kind is ValueKind.Text && ExpressionValue.Of(value.Text.Trim()).TryNumber(out var number))
            return number;
        if (value.IsNumber)
            return value;
        return !otherwise.IsMissing ? otherwise : value.IsNull ? value : ExpressionValue.Of(RowFault.NotANumber);
    }

    /// <summary>Halves go to the even neighbour.</summary>
    public static ExpressionValue Round(ExpressionValue value, ExpressionValue precision)
    {
        if (value.IsNull)
            return value;
        if (!value.TryNumber(out var number))
            return ExpressionValue.Of(RowFault.NotANumber);
        if (!precision.IsMissing && precision.Kind is not ValueKind.Integer)
            return ExpressionValue.Of(RowFault.WrongValueType);

        var digits = precision.IsMissing ? 0 : precision.Integer;
        if (digits is < 0 or > 28)
            return ExpressionValue.Of(RowFault.OutOfRange);
        return number.Kind is ValueKind.Integer ? number : ExpressionValue.Of(decimal.Round(number.Number, (int)digits, MidpointRounding.ToEven));
    }

    public static ExpressionValue Absolute(ExpressionValue value)
    {
        if (value.IsNull)
            return value;
        if (!value.TryNumber(out var number))
            return ExpressionValue.Of(RowFault.NotANumber);
        return number.Number < 0 ? Arithmetic.Negate(number) : number;
    }

    public static ExpressionValue IsOdd(ExpressionValue value, bool odd) => value.TryNumber(out var number) && number.Kind is ValueKind.Integer
        ? ExpressionValue.Of((number.Integer & 1) == (odd ? 1 : 0))
        : ExpressionValue.Of(RowFault.NotANumber);
}
