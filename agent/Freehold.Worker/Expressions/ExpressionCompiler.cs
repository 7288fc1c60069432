using Freehold.JobContract.Expressions;

namespace Freehold.Worker.Expressions;

/// <summary>Computes an expression for one row. Does not throw for any row.</summary>
internal delegate ExpressionValue Evaluation(RowScope row);

/// <summary>
/// Makes an evaluation of an expression: a tree of calls, as deep as the expression is nested. What it makes holds no state and
/// serves any number of threads.
/// </summary>
internal static class ExpressionCompiler
{
    /// <summary>Settles the names and makes the evaluation. Columns and variables have been checked before.</summary>
    public static Evaluation Compile(Expression expression, ExpressionNames names) => Compile(expression.Root, names);

    private static Evaluation Compile(ExpressionNode node, ExpressionNames names)
    {
        switch (node)
        {
            case LiteralNode literal:
                return Constant(ExpressionValue.OfLiteral(literal.Value));
            case ListNode list:
                return CompileList(list, names);
            case NameNode { Name: ExpressionName.This }:
                return row => row.This;
            case NameNode { Name: ExpressionName.Index }:
                return row => ExpressionValue.Of(row.Index);
            case NameNode:
                return row => row.Item;
            case ColumnNode column:
                var slot = names.Slots[column.Name];
                return row => row.Cells[slot];
            case ColumnFactNode fact:
                return Constant(FactOf(names.Column ?? throw new InvalidOperationException("Rules over rows have no column."), fact.Fact));
            case VariableNode variable:
                return Constant(names.Variables[variable.Name]);
            case MemberNode member:
                return OfValue(Compile(member.Of, names), value => Members.Of(value, member.Name));
            case EntryNode entry:
                return OfTwo(Compile(entry.Of, names), Compile(entry.At, names), Members.Entry);
            case SliceNode slice:
                return CompileSlice(slice, names);
            case UnaryNode { Operator: ExpressionOperator.Not } not:
                return OfValue(Compile(not.Operand, names), value => ExpressionValue.Of(!value.IsTruthy));
            case UnaryNode negative:
                return OfValue(Compile(negative.Operand, names), Arithmetic.Negate);
            case BinaryNode binary:
                return CompileBinary(binary, names);
            case ChoiceNode choice:
                return CompileChoice(choice, names);
            case FakeNode fake:
                return row => ExpressionValue.Of(row.Inventions.Fake(fake.Entity, row));
            case CallNode call:
                return CompileCall(call, names);
            default:
                throw new ArgumentOutOfRangeException(nameof(node));
        }
    }

    private static Evaluation Constant(ExpressionValue value) => _ => value;

    private static Evaluation OfValue(Evaluation operand, Func<ExpressionValue, ExpressionValue> compute) => row =>
    {
        var value = operand(row);
        return value.IsFault ? value : compute(value);
    };

    private static Evaluation OfTwo(Evaluation left, Evaluation right, Func<ExpressionValue, ExpressionValue, ExpressionValue> compute) => row =>
    {
        var first = left(row);
        if (first.IsFault)
            return first;
        var second = right(row);
        return second.IsFault ? second : compute(first, second);
    };

    private static Evaluation CompileList(ListNode list, ExpressionNames names)
    {
        var items = list.Items.Select(item => Compile(item, names)).ToArray();
        return row =>
        {
            var values = new ExpressionValue[items.Length];
            for (var index = 0; index < items.Length; index++)
            {
                values[index] = items[index](row);
                if (values[index].IsFault)
                    return values[index];
            }

            return ExpressionValue.Of(values);
        };
    }

    private static Evaluation CompileSlice(SliceNode slice, ExpressionNames names)
    {
        var of = Compile(slice.Of, names);
        var from = slice.From is null ? Constant(ExpressionValue.Null) : Compile(slice.From, names);
        var to = slice.To is null ? Constant(ExpressionValue.Null) : Compile(slice.To, names);
        return row => Members.Slice(of(row), from(row), to(row));
    }

    // and, or: the second is computed only where the first does not decide.
    private static Evaluation CompileBinary(BinaryNode binary, ExpressionNames names)
    {
        var left = Compile(binary.Left, names);
        var right = Compile(binary.Right, names);
        return binary.Operator switch
        {
            ExpressionOperator.And => row => left(row) is var value && (value.IsFault || !value.IsTruthy) ? value : right(row),
            ExpressionOperator.Or => row => left(row) is var value && (value.IsFault || value.IsTruthy) ? value : right(row),
            ExpressionOperator.Join => OfTwo(left, right, Texts.Join),
            ExpressionOperator.In => OfTwo(left, right, (part, whole) => Texts.Contains(whole, part)),
            ExpressionOperator.Equal => OfTwo(left, right, (a, b) => ExpressionValue.Of(Comparison.AreEqual(a, b))),
            ExpressionOperator.NotEqual => OfTwo(left, right, (a, b) => ExpressionValue.Of(!Comparison.AreEqual(a, b))),
            ExpressionOperator.Less => OfTwo(left, right, (a, b) => Comparison.Order(a, b, order => order < 0)),
            ExpressionOperator.LessOrEqual => OfTwo(left, right, (a, b) => Comparison.Order(a, b, order => order <= 0)),
            ExpressionOperator.Greater => OfTwo(left, right, (a, b) => Comparison.Order(a, b, order => order > 0)),
            ExpressionOperator.GreaterOrEqual => OfTwo(left, right, (a, b) => Comparison.Order(a, b, order => order >= 0)),
            _ => OfTwo(left, right, (a, b) => Arithmetic.Compute(binary.Operator, a, b)),
        };
    }

    private static Evaluation CompileChoice(ChoiceNode choice, ExpressionNames names)
    {
        var condition = Compile(choice.Condition, names);
        var then = Compile(choice.Then, names);
        var otherwise = choice.Otherwise is null ? Constant(ExpressionValue.Null) : Compile(choice.Otherwise, names);
        return row => condition(row) is var decided && decided.IsFault ? decided : decided.IsTruthy ? then(row) : otherwise(row);
    }

    private static Evaluation CompileCall(CallNode call, ExpressionNames names)
    {
        var function = Functions.Find(call);
        var arguments = call.Arguments.Select(argument => argument is null ? Constant(default) : Compile(argument, names)).ToArray();
        return row =>
        {
            var values = new ExpressionValue[arguments.Length];
            for (var index = 0; index < arguments.Length; index++)
            {
                values[index] = arguments[index](row);
                if (values[index].IsFault)
                    return values[index];
            }

            return function(values, row);
        };
    }

    private static ExpressionValue FactOf(ExpressionColumn column, ColumnFact fact) => fact switch
    {
        ColumnFact.Name => ExpressionValue.Of(column.Name),
        ColumnFact.Entity => column.Entity is null ? ExpressionValue.Null : ExpressionValue.Of(column.Entity),
        ColumnFact.Type => ExpressionValue.Of(column.Type),
        _ => ExpressionValue.Of((long)column.Position),
    };
}
