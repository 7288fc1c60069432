namespace Freehold.Worker.Expressions;

/// <summary>What expressions see of one row. For one thread at a time, used again for the next row.</summary>
internal sealed class RowScope(int slots, Inventions inventions)
{
    /// <summary>Values by the places that the plan gave them.</summary>
    public ExpressionValue[] Cells { get; } = new ExpressionValue[slots];

    /// <summary>Number of the row in its file, from 0.</summary>
    public long Index { get; set; }

    /// <summary>The value of the cell.</summary>
    public ExpressionValue This { get; set; } = ExpressionValue.Null;

    /// <summary>The entry that <c>foreach</c> is at.</summary>
    public ExpressionValue Item { get; set; } = ExpressionValue.Null;

    /// <summary>Invents and hashes with the job's key.</summary>
    public Inventions Inventions { get; } = inventions;
}
