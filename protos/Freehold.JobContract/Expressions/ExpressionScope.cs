namespace Freehold.JobContract.Expressions;

/// <summary>Which names an expression may use, by where it stands.</summary>
public sealed record ExpressionScope
{
    /// <summary>In a rule over cells: everything but variables.</summary>
    public static ExpressionScope Cell { get; } = new() { HasCell = true };

    /// <summary>Over whole rows: there is no <c>this</c> and no <c>column</c>.</summary>
    public static ExpressionScope Row { get; } = new();

    /// <summary>Without a row: literals, variables and functions of them.</summary>
    public static ExpressionScope Constant { get; } = new() { HasRow = false };

    /// <summary>Whether there is a row: <c>row</c> and <c>index</c>.</summary>
    public bool HasRow { get; init; } = true;

    /// <summary>Whether there is a cell: <c>this</c> and <c>column</c>.</summary>
    public bool HasCell { get; init; }

    /// <summary>Whether there is an <c>item</c>.</summary>
    public bool HasItem { get; init; }

    /// <summary>Names under <c>vars</c>.</summary>
    public IReadOnlyCollection<string> Variables { get; init; } = [];
}
