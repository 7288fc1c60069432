using Freehold.JobContract.Expressions;

namespace Freehold.JobContract.Gretel;

/// <summary>A Gretel Transform v2 document, read: docs/transform-gretel.md says what is supported and what differs.</summary>
public sealed record GretelTransform
{
    /// <summary><c>globals.seed</c> as it was written; null when absent. Without the spec's key, the key is made of it.</summary>
    public string? Seed { get; init; }

    /// <summary>Columns that no step changes, renames or drops.</summary>
    public IReadOnlyList<string> LockColumns { get; init; } = [];

    /// <summary>What columns are looked through for, in our words; empty for everything that detection knows.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>Whether columns are classified; without it, no column has an entity.</summary>
    public bool Classifies { get; init; } = true;

    /// <summary>Each works on the result of the one before.</summary>
    public required IReadOnlyList<GretelStep> Steps { get; init; }

    /// <summary>Whether any part chooses or reads by entity, so that columns have to be classified.</summary>
    public bool UsesEntities => Steps.Any(step => step.Changes.Any(change => change.UsesEntities));

    /// <summary>Whether anything is hashed, invented, picked or moved.</summary>
    public bool UsesKey => Steps.Any(step => step.Changes.SelectMany(change => change.Expressions).Any(expression => expression.UsesKey));
}

/// <summary>One step.</summary>
/// <param name="Variables">In the order of the document; a later one may use an earlier one.</param>
/// <param name="Changes">In the order in which they happen.</param>
public sealed record GretelStep(IReadOnlyList<GretelVariable> Variables, IReadOnlyList<GretelChange> Changes);

/// <summary>A variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Entries">Its value, or the entries of its list: expressions without a row.</param>
/// <param name="IsList">Whether it is a list.</param>
public sealed record GretelVariable(string Name, IReadOnlyList<Expression> Entries, bool IsList);

/// <summary>Something that a step does. A closed list.</summary>
public abstract record GretelChange
{
    /// <summary>Whether the columns' entities have to be known.</summary>
    public virtual bool UsesEntities => Expressions.Any(expression => expression.UsesEntity);

    /// <summary>Its expressions.</summary>
    public virtual IEnumerable<Expression> Expressions => [];
}

/// <summary>A new column, empty at first.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Its place, from 0; null for the last.</param>
public sealed record AddColumn(string Name, int? Position) : GretelChange;

/// <summary>Columns that go. One of the ways to name them is given.</summary>
/// <param name="Names">By name.</param>
/// <param name="Entities">By what they hold, in our words.</param>
/// <param name="Positions">By place.</param>
/// <param name="Condition">By an expression over <c>column</c> alone.</param>
public sealed record DropColumns(
    IReadOnlyList<string> Names, IReadOnlyList<string> Entities, IReadOnlyList<int> Positions, Expression? Condition) : GretelChange
{
    /// <inheritdoc/>
    public override bool UsesEntities => Entities.Count > 0 || base.UsesEntities;

    /// <inheritdoc/>
    public override IEnumerable<Expression> Expressions => Condition is null ? [] : [Condition];
}

/// <summary>Another name for a column.</summary>
public sealed record RenameColumn(string Name, string NewName) : GretelChange;

/// <summary>Rows that go where the condition is true.</summary>
public sealed record DropMatchingRows(Expression Condition) : GretelChange
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Expressions => [Condition];
}

/// <summary>New values for cells.</summary>
public sealed record UpdateCells : GretelChange
{
    /// <summary>Columns by name.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Columns by what they hold, in our words. With neither names nor entities: all columns.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>Cells for which it is true; null for all.</summary>
    public Expression? Condition { get; init; }

    /// <summary>A list; the value is computed once for each entry, each time over the last result. Null for once.</summary>
    public Expression? Foreach { get; init; }

    /// <summary>The new value.</summary>
    public required Expression Value { get; init; }

    /// <summary>The new value where <see cref="Value"/> has none because of an error; null when that is the row's error.</summary>
    public Expression? Fallback { get; init; }

    /// <inheritdoc/>
    public override bool UsesEntities => Entities.Count > 0 || base.UsesEntities;

    /// <inheritdoc/>
    public override IEnumerable<Expression> Expressions => new[] { Condition, Foreach, Value, Fallback }.OfType<Expression>();
}
