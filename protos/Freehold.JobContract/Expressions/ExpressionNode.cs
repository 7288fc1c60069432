using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Expressions;

/// <summary>A part of an expression. A closed list.</summary>
/// <param name="Position">Where it begins in the text, from 1.</param>
public abstract record ExpressionNode(int Position);

/// <summary>A value that stands in the text.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Value">Null, <see cref="bool"/>, <see cref="long"/>, <see cref="decimal"/> or <see cref="string"/>.</param>
public sealed record LiteralNode(int Position, object? Value) : ExpressionNode(Position);

/// <summary><c>[a, b]</c>.</summary>
public sealed record ListNode(int Position, IReadOnlyList<ExpressionNode> Items) : ExpressionNode(Position);

/// <summary><c>this</c>, <c>index</c> or <c>item</c>.</summary>
public sealed record NameNode(int Position, ExpressionName Name) : ExpressionNode(Position);

/// <summary><c>row.name</c> or <c>row["name"]</c>: another column of the same row.</summary>
public sealed record ColumnNode(int Position, string Name) : ExpressionNode(Position);

/// <summary><c>column.name</c> and its like: about the column, the same for every row.</summary>
public sealed record ColumnFactNode(int Position, ColumnFact Fact) : ExpressionNode(Position);

/// <summary><c>vars.name</c>.</summary>
public sealed record VariableNode(int Position, string Name) : ExpressionNode(Position);

/// <summary><c>a.name</c>, where <c>a</c> is a persona.</summary>
public sealed record MemberNode(int Position, ExpressionNode Of, string Name) : ExpressionNode(Position);

/// <summary><c>a[i]</c>, counted from 0, or from the end when negative.</summary>
public sealed record EntryNode(int Position, ExpressionNode Of, ExpressionNode At) : ExpressionNode(Position);

/// <summary><c>a[from:to]</c>; either may be missing.</summary>
public sealed record SliceNode(int Position, ExpressionNode Of, ExpressionNode? From, ExpressionNode? To) : ExpressionNode(Position);

/// <summary><c>not a</c> or <c>-a</c>.</summary>
public sealed record UnaryNode(int Position, ExpressionOperator Operator, ExpressionNode Operand) : ExpressionNode(Position);

/// <summary><c>a + b</c> and its like.</summary>
public sealed record BinaryNode(int Position, ExpressionOperator Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode(Position);

/// <summary><c>a if condition else b</c>; without <c>else</c> it is null otherwise.</summary>
public sealed record ChoiceNode(int Position, ExpressionNode Then, ExpressionNode Condition, ExpressionNode? Otherwise) : ExpressionNode(Position);

/// <summary>A filter, a method or a function; the subject is its first argument.</summary>
/// <param name="Position">Where its name stands.</param>
/// <param name="Function">Its name in <see cref="ExpressionFunctions"/>.</param>
/// <param name="Arguments">By the order of its parameters; null where one was left out.</param>
public sealed record CallNode(int Position, string Function, IReadOnlyList<ExpressionNode?> Arguments) : ExpressionNode(Position);

/// <summary><c>fake.first_name()</c> and its like.</summary>
public sealed record FakeNode(int Position, FakeEntity Entity) : ExpressionNode(Position);

/// <summary>The names that stand for something of the row.</summary>
public enum ExpressionName
{
    /// <summary>The value of the cell that the rule is about; null in a new column.</summary>
    This,

    /// <summary>Number of the row in its file, from 0.</summary>
    Index,

    /// <summary>The entry that <c>foreach</c> is at.</summary>
    Item,
}

/// <summary>What is known about a column.</summary>
public enum ColumnFact
{
    /// <summary>Its name.</summary>
    Name,

    /// <summary>What it was found to hold, for example <c>email</c>; null when nothing was found.</summary>
    Entity,

    /// <summary>Its type: <c>text</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>date</c> or <c>other</c>.</summary>
    Type,

    /// <summary>Its place, from 0.</summary>
    Position,
}

/// <summary>Operators.</summary>
public enum ExpressionOperator
{
    /// <summary><c>or</c></summary>
    Or,

    /// <summary><c>and</c></summary>
    And,

    /// <summary><c>not</c></summary>
    Not,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>in</c></summary>
    In,

    /// <summary><c>~</c></summary>
    Join,

    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c>, of two numbers or of one</summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>//</c>, rounded down</summary>
    DivideDown,

    /// <summary><c>%</c>, with the sign of the divisor</summary>
    Remainder,
}
