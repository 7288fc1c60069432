namespace Freehold.Worker.Detection;

/// <summary>The columns of one file that were found to hold personal data.</summary>
/// <param name="Columns">In the order of the file; the others are of no entity.</param>
internal sealed record DetectedColumns(IReadOnlyList<DetectedColumn> Columns)
{
    /// <summary>Whether a column is of one of these entities.</summary>
    public bool IsAny(string column, IReadOnlyList<string> entities) =>
        Columns.Any(detected => detected.Column == column && entities.Contains(detected.Entity, StringComparer.Ordinal));
}
