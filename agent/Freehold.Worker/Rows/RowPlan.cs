using Freehold.JobContract.Expressions;
using Freehold.JobContract.Transform;
using Freehold.Worker.Expressions;
using Freehold.Worker.Numbers;

namespace Freehold.Worker.Rows;

/// <summary>
/// What happens to each row of one file. Cells lie in slots: the columns of the input in their order, then what is made on the way.
/// </summary>
internal sealed record RowPlan
{
    /// <summary>Number of slots.</summary>
    public required int Slots { get; init; }

    /// <summary>Slots of the input's columns whose values are looked at; the others are not even decoded.</summary>
    public required IReadOnlyList<int> Inputs { get; init; }

    /// <summary>What is done, one after the other.</summary>
    public required IReadOnlyList<RowOperation> Operations { get; init; }

    /// <summary>The columns of the output in order.</summary>
    public required IReadOnlyList<RowOutput> Outputs { get; init; }

    /// <summary>Seed of a Gretel document; null without one.</summary>
    public string? Seed { get; init; }
}

/// <summary>A column of the output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Slot">Where its values lie.</param>
/// <param name="IsComputed">Whether they may differ from those of the input's column at that place.</param>
/// <param name="SqlType">Type that computed values are given back, where all of them fit it; null for text.</param>
internal sealed record RowOutput(string Name, int Slot, bool IsComputed, string? SqlType = null);

/// <summary>Something that is done to a row. A closed list.</summary>
/// <param name="Names">What names mean in its expressions.</param>
internal abstract record RowOperation(ExpressionNames Names);

/// <summary>The row ends here where the condition says so.</summary>
internal sealed record FilterRow(RowFilter Filter, ExpressionNames Names) : RowOperation(Names);

/// <summary>A cell gets the value that the first fitting case makes, or stays as it is.</summary>
/// <param name="Target">Slot that is written.</param>
/// <param name="From">Slot that <c>this</c> is read from; null for a new column.</param>
/// <param name="Cases">Tried in their order.</param>
/// <param name="Names">What names mean in its expressions.</param>
internal sealed record AssignCell(int Target, int? From, IReadOnlyList<CellCase> Cases, ExpressionNames Names) : RowOperation(Names);

/// <summary>One way to a cell's value: an expression, or an action of a rule, or neither when the cell is to stay.</summary>
internal sealed record CellCase
{
    /// <summary>Whether the case fits; null when it always does.</summary>
    public Expression? When { get; init; }

    /// <summary>The value.</summary>
    public Expression? Value { get; init; }

    /// <summary>The value where <see cref="Value"/> has an error.</summary>
    public Expression? Fallback { get; init; }

    /// <summary>A list to compute <see cref="Value"/> over, entry by entry.</summary>
    public Expression? Foreach { get; init; }

    /// <summary>An action of a rule.</summary>
    public TransformAction? Action { get; init; }

    /// <summary>The type that the column keeps under the action; null when its values become text.</summary>
    public KeptType? Kept { get; init; }

    /// <summary>Slot of the other column that the action looks at; null without one.</summary>
    public int? Subject { get; init; }

    /// <summary>All expressions.</summary>
    public IEnumerable<Expression> Expressions => new[] { When, Value, Fallback, Foreach }.OfType<Expression>();
}
