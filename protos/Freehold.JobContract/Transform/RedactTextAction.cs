using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>Replaces the personal data in a text and leaves the rest of it, byte for byte.</summary>
/// <param name="Find">Words of the entities to look for. Default all.</param>
/// <param name="By">What comes in their place.</param>
/// <param name="Domain">Domain of fakes. Default <c>default</c>.</param>
/// <param name="Salt">Secret salt of hashes. Null: the spec's key.</param>
/// <param name="MinimumScore">Findings below it stay, 0.01 to 1. Default 0.4.</param>
public sealed record RedactTextAction(
    IReadOnlyList<string> Find, TextReplacement By, string Domain, SecretName? Salt, double MinimumScore) : TransformAction
{
    /// <summary>Whether it needs the spec's key.</summary>
    public bool UsesKey => By is TextReplacement.Fake || (By is TextReplacement.Hash && Salt is null);
}

/// <summary>What comes in the place of personal data in a text.</summary>
public enum TextReplacement
{
    /// <summary>The entity's word in angle brackets: <c>&lt;email&gt;</c>. The default.</summary>
    Tag,

    /// <summary>Asterisks; what is neither letter nor digit stays.</summary>
    Mask,

    /// <summary>An invented value of the same entity; a tag where none can be invented.</summary>
    Fake,

    /// <summary>Lower-case hex of SHA-256 over the salt and the value.</summary>
    Hash,
}
