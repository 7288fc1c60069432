using System.Text.Json.Serialization;

namespace Freehold.Worker.Output;

/// <summary>A file of the output that is complete.</summary>
/// <param name="Name">Its name under the job's prefix, where the manifest lies: <c>&lt;attempt&gt;/&lt;object name&gt;</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Rows">Its rows, without a header; 0 for what has none.</param>
/// <param name="Sha256">Digest of its content, lower-case hex.</param>
internal sealed record OutputFile(string Name, long Bytes, long Rows, string Sha256)
{
    /// <summary>What it is, when it is no data: <c>report</c>, for example. Null for data.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }
}
