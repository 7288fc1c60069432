namespace Freehold.Worker.Expressions;

/// <summary>What the names of an expression mean in one file.</summary>
internal sealed record ExpressionNames
{
    /// <summary>Places of columns in <see cref="RowScope.Cells"/>, by name.</summary>
    public required IReadOnlyDictionary<string, int> Slots { get; init; }

    /// <summary>The column that the rule is about; null over whole rows.</summary>
    public ExpressionColumn? Column { get; init; }

    /// <summary>Variables, by name.</summary>
    public IReadOnlyDictionary<string, ExpressionValue> Variables { get; init; } = new Dictionary<string, ExpressionValue>(StringComparer.Ordinal);
}
