using System.Security.Cryptography;
using System.Text;
using Freehold.JobContract.Checks;
using Freehold.JobContract.Profile;
using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Documents;

/// <summary>
/// What a person asks for, read and checked: the same document in CLI, REST, console and <c>freehold-worker run</c>.
/// Made by <see cref="JobDocumentReader"/> only.
/// </summary>
public sealed record JobDocument
{
    /// <summary>Longest text of a document in UTF-8 bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>What the job does.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>Shown to people; at most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Label of the agent that runs it. Null only for a document that a worker runs by itself.</summary>
    public string? Agent { get; init; }

    /// <summary>Where the input lies: URIs, each may hold a glob in its last segments. At least one.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Prefix under which the output is committed; ends with <c>/</c>.</summary>
    public required string Output { get; init; }

    /// <summary>The spec of a transform; null for other kinds.</summary>
    public TransformSpec? Transform { get; init; }

    /// <summary>The spec of a profile; null for other kinds.</summary>
    public ProfileSpec? Profile { get; init; }

    /// <summary>The spec of a check; null for other kinds.</summary>
    public CheckSpec? Check { get; init; }

    /// <summary>CPU, memory and disk of the worker.</summary>
    public ResourceRequest Resources { get; init; } = ResourceRequest.Medium;

    /// <summary>Tasks at the same time, 1 to 10,000. Default 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>New attempts after failures of the job itself, 0 to 100. Default 0. Lost nodes do not count.</summary>
    public int Retries { get; init; }

    /// <summary>Longest run of one attempt. Null: none.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Longest run of one task. Null: none.</summary>
    public TimeSpan? TaskTimeLimit { get; init; }

    /// <summary>What a file that fails for good means for the job; <c>spec.badFiles</c>.</summary>
    public BadFiles BadFiles { get; init; } = BadFiles.Fail;

    /// <summary>What happens while the agent is cut off.</summary>
    public OnPartition OnPartition { get; init; } = OnPartition.Keep;

    /// <summary>0 to 100, higher first. Default 50.</summary>
    public int Priority { get; init; } = 50;

    /// <summary>At most 32 labels of at most 128 characters.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Every secret that the document names, each once.</summary>
    public IReadOnlyList<SecretName> Secrets { get; init; } = [];

    /// <summary>The document as given, as JSON with sorted keys and no blanks: what is stored, signed and sent.</summary>
    public required string CanonicalJson { get; init; }

    /// <summary>SHA-256 of <see cref="CanonicalJson"/> in UTF-8, lower-case hex: the config digest of manifests and audit.</summary>
    public string Digest => DigestOf(CanonicalJson);

    /// <summary>SHA-256 of a canonical document in UTF-8, lower-case hex.</summary>
    public static string DigestOf(string canonicalJson) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalJson)));
}
