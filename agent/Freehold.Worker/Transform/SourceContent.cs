namespace Freehold.Worker.Transform;

/// <summary>What an input holds.</summary>
/// <param name="Columns">Its columns in order.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record SourceContent(IReadOnlyList<SourceColumn> Columns, long Rows);
