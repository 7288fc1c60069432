using System.Text.Json;
using System.Text.Json.Serialization;

namespace Freehold.Worker.Output;

/// <summary>
/// The commit of a job's output: what is listed here is the output, whole, and everything else under the prefix is not. The
/// keys are described in docs/transform.md; readers pass over keys that they do not know.
/// </summary>
internal sealed record Manifest
{
    /// <summary>Version of this layout.</summary>
    public int Version { get; init; } = 1;

    public required string JobId { get; init; }

    /// <summary>The attempt that committed.</summary>
    public required int Attempt { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>Digest of the job document that was run, lower-case hex SHA-256 of its canonical JSON.</summary>
    public required string ConfigDigest { get; init; }

    /// <summary>Digest of the worker's image; null when it ran without one.</summary>
    public string? WorkerImageDigest { get; init; }

    public required string FreeholdVersion { get; init; }

    public required IReadOnlyList<OutputFile> Files { get; init; }

    public required long Bytes { get; init; }

    public required long Rows { get; init; }

    /// <summary>Objects of the input, done or put aside; 0 in manifests of version 0.1.</summary>
    public int Tasks { get; init; }

    /// <summary>Objects that were put aside; empty unless the document says <c>badFiles: quarantine</c>.</summary>
    public IReadOnlyList<QuarantinedFile> Quarantined
    {
        get => field ?? []; // the generated reader sets what a manifest of 0.1 lacks to null
        init;
    }

    /// <summary>As it is stored.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.Manifest);

    /// <summary>Reads a stored manifest.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Manifest Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ManifestJson.Default.Manifest) ?? throw new JsonException("A manifest is an object.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
