using Freehold.JobContract.Expressions;

namespace Freehold.JobContract.Transform;

/// <summary>The result of an expression instead of the value; null makes it empty. Sees null and empty values too.</summary>
/// <param name="Value">Over the row as it was read.</param>
public sealed record ExpressionAction(Expression Value) : TransformAction;

/// <summary>A new column, called <see cref="TransformRule.As"/>.</summary>
/// <param name="Value">Over the row as it was read; <c>this</c> is null.</param>
public sealed record AddColumnAction(Expression Value) : TransformAction;

/// <summary>Which rows are written.</summary>
/// <param name="Condition">Over the row as it was read.</param>
/// <param name="Keeps">Whether rows are kept where it is true, or dropped.</param>
public sealed record RowFilter(Expression Condition, bool Keeps);
