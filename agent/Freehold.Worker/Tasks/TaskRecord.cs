using Freehold.JobContract.Failures;
using Freehold.Worker.Output;

namespace Freehold.Worker.Tasks;

/// <summary>
/// How a task ended, written once: <c>&lt;job id&gt;/tasks/&lt;index&gt;.json</c>. Of two attempts that do the same task the first
/// record counts, and a later attempt does not do it again.
/// </summary>
internal sealed record TaskRecord
{
    /// <summary>The task's place in the plan.</summary>
    public required int Index { get; init; }

    /// <summary>The attempt that did it.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many tries that attempt needed.</summary>
    public required int Tries { get; init; }

    /// <summary>Time that the last try took, in milliseconds.</summary>
    public required long Milliseconds { get; init; }

    /// <summary>The files that it published.</summary>
    public IReadOnlyList<OutputFile> Files { get; init; } = [];

    /// <summary>Rows of the object.</summary>
    public long Rows { get; init; }

    /// <summary>See <see cref="TaskProduct.Counts"/>.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Why it was put aside; null when it succeeded.</summary>
    public Failure? Quarantined { get; init; }

    /// <summary>Bytes of all its files.</summary>
    public long BytesWritten() => Files.Sum(file => file.Bytes);
}
