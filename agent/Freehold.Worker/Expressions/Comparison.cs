namespace Freehold.Worker.Expressions;

/// <summary>Equality and order. Texts are compared by code unit; beside a number or a date, a text is read as one.</summary>
internal static class Comparison
{
    public static bool AreEqual(ExpressionValue left, ExpressionValue right)
    {
        if (left.IsNull || right.IsNull)
            return left.IsNull && right.IsNull;
        if (left.Kind is ValueKind.Text && right.Kind is ValueKind.Text)
            return string.Equals(left.Text, right.Text, StringComparison.Ordinal);
        if (left.Kind is ValueKind.Truth || right.Kind is ValueKind.Truth)
            return left.Kind == right.Kind && left.Truth == right.Truth;
        if (left.Kind is ValueKind.List && right.Kind is ValueKind.List)
            return left.List.Length == right.List.Length && left.List.Zip(right.List, AreEqual).All(same => same);
        return TryOrder(left, right, out var order) is null && order == 0;
    }

    /// <summary>Null is neither before nor after anything.</summary>
    public static ExpressionValue Order(ExpressionValue left, ExpressionValue right, Func<int, bool> decide)
    {
        if (left.IsNull || right.IsNull)
            return ExpressionValue.False;
        return TryOrder(left, right, out var order) is { } fault ? ExpressionValue.Of(fault) : ExpressionValue.Of(decide(order));
    }

    private static RowFault? TryOrder(ExpressionValue left, ExpressionValue right, out int order)
    {
        order = 0;
        if (left.Kind is ValueKind.Text && right.Kind is ValueKind.Text)
        {
            order = string.CompareOrdinal(left.Text, right.Text);
            return null;
        }

        if (left.Kind is ValueKind.Date || right.Kind is ValueKind.Date)
        {
            if (Dates.Read(left) is not { } a || Dates.Read(right) is not { } b)
                return RowFault.NotADate;
            order = a.Moment.CompareTo(b.Moment);
            return null;
        }

        if (!left.IsNumber && !right.IsNumber)
            return RowFault.WrongValueType;
        if (!left.TryDecimal(out var first) || !right.TryDecimal(out var second))
            return left.HasText && right.HasText ? RowFault.NotANumber : RowFault.WrongValueType;
        order = first.CompareTo(second);
        return null;
    }
}
