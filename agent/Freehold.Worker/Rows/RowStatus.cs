namespace Freehold.Worker.Rows;

/// <summary>What became of a row.</summary>
internal enum RowStatus
{
    /// <summary>It is written.</summary>
    Kept,

    /// <summary>A condition dropped it.</summary>
    Dropped,

    /// <summary>It is in error.</summary>
    Bad,
}
