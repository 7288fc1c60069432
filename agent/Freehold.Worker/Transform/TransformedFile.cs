namespace Freehold.Worker.Transform;

/// <summary>What became of the rows of a file: <c>Read = Written + Dropped + all that were put aside</c>.</summary>
/// <param name="Read">Rows of the input.</param>
/// <param name="Written">Rows of the output.</param>
/// <param name="Dropped">Rows that a condition dropped.</param>
/// <param name="Quarantined">Rows that were put aside, by reason; when there are any, they lie in <see cref="TransformTask.QuarantinePath"/>.</param>
internal sealed record TransformedFile(long Read, long Written, long Dropped, IReadOnlyDictionary<string, long> Quarantined)
{
    /// <summary>What a task's record and the job's summary hold: words and numbers.</summary>
    public IReadOnlyDictionary<string, long> Counts => Dropped == 0 && Quarantined.Count == 0
        ? new Dictionary<string, long>(StringComparer.Ordinal)
        : Quarantined.ToDictionary(pair => $"quarantined.{pair.Key}", pair => pair.Value, StringComparer.Ordinal)
            .Append(new("rows_dropped", Dropped)).Where(pair => pair.Value > 0).ToDictionary(StringComparer.Ordinal);

    /// <summary>All rows were written.</summary>
    public static TransformedFile Whole(long rows) => new(rows, rows, 0, new Dictionary<string, long>(StringComparer.Ordinal));
}
