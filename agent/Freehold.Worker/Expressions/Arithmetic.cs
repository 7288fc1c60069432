using Freehold.JobContract.Expressions;

namespace Freehold.Worker.Expressions;

/// <summary>Numbers. Beside a number, a text that reads as one is one, since CSV knows nothing else.</summary>
internal static class Arithmetic
{
    public static ExpressionValue Negate(ExpressionValue value) => Compute(ExpressionOperator.Subtract, ExpressionValue.Of(0L), value);

    /// <summary><c>+ - * / // %</c>. Two texts are joined by <c>+</c>.</summary>
    public static ExpressionValue Compute(ExpressionOperator sign, ExpressionValue left, ExpressionValue right)
    {
        if (sign is ExpressionOperator.Add && left.Kind is ValueKind.Text && right.Kind is ValueKind.Text)
            return Texts.Join(left, right);
        if (!IsOperand(left) || !IsOperand(right) || (sign is ExpressionOperator.Add && !left.IsNumber && !right.IsNumber))
            return ExpressionValue.Of(RowFault.WrongValueType);
        if (!left.TryNumber(out var a) || !right.TryNumber(out var b))
            return ExpressionValue.Of(RowFault.NotANumber);

        if (sign is ExpressionOperator.Divide or ExpressionOperator.DivideDown or ExpressionOperator.Remainder && b.Number == 0)
            return ExpressionValue.Of(RowFault.DivisionByZero);

        try
        {
            return a.Kind is ValueKind.Integer && b.Kind is ValueKind.Integer && sign is not ExpressionOperator.Divide
                ? ExpressionValue.Of(Whole(sign, a.Integer, b.Integer))
                : ExpressionValue.Of(Real(sign, a.Number, b.Number));
        }
        catch (OverflowException)
        {
            return ExpressionValue.Of(RowFault.OutOfRange);
        }
    }

    private static bool IsOperand(ExpressionValue value) => value.IsNumber || value.Kind is ValueKind.Text;

    private static long Whole(ExpressionOperator sign, long a, long b) => checked(sign switch
    {
        ExpressionOperator.Add => a + b,
        ExpressionOperator.Subtract => a - b,
        ExpressionOperator.Multiply => a * b,
        ExpressionOperator.DivideDown => b == -1 ? -a : Down(a, b),
        _ => b == -1 ? 0 : a - (Down(a, b) * b),
    });

    private static long Down(long a, long b) => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);

    private static decimal Real(ExpressionOperator sign, decimal a, decimal b) => sign switch
    {
        ExpressionOperator.Add => a + b,
        ExpressionOperator.Subtract => a - b,
        ExpressionOperator.Multiply => a * b,
        ExpressionOperator.Divide => a / b,
        ExpressionOperator.DivideDown => decimal.Floor(a / b),
        _ => a - (decimal.Floor(a / b) * b),
    };
}
