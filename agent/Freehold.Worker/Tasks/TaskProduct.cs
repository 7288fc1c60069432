using Freehold.Worker.Output;

namespace Freehold.Worker.Tasks;

/// <summary>What one task has made.</summary>
/// <param name="Files">The files that it has published.</param>
/// <param name="Rows">Rows of the object.</param>
internal sealed record TaskProduct(IReadOnlyList<OutputFile> Files, long Rows)
{
    /// <summary>
    /// What there is to count, by words from closed lists, for example rows put aside by their reason: it goes into the task's
    /// record and, added up, into the summary that leaves. Never a value or a name.
    /// </summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
}
