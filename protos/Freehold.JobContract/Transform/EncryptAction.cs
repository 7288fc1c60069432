using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>Encrypts values so that whoever has the key gets them back; the same rule with action <c>decrypt</c> does that.</summary>
/// <param name="Mode">How.</param>
/// <param name="Decrypts">Whether it is the way back.</param>
public sealed record EncryptAction(EncryptionMode Mode, bool Decrypts) : TransformAction
{
    /// <summary>Least number of texts that an alphabet and a length must be able to write: SP 800-38G revision 1 wants a million.</summary>
    public const int SmallestDomain = 1_000_000;

    /// <summary>Characters that are encrypted among themselves, 2 to 256 of them, each once; others stay. Only for <see cref="EncryptionMode.Fpe"/>.</summary>
    public string Alphabet { get; init; } = Alphabets.Digits;

    /// <summary>What the values are, when more than characters has to be kept.</summary>
    public EncryptedEntity Entity { get; init; } = EncryptedEntity.None;

    /// <summary>A text that the cipher mixes in, in UTF-8; with another tweak the same value has another cipher text. Default empty.</summary>
    public string Tweak { get; init; } = "";

    /// <summary>The column whose value is the tweak; null when <see cref="Tweak"/> is. Only for <see cref="EncryptionMode.Fpe"/>.</summary>
    public string? TweakColumn { get; init; }

    /// <summary>How cipher text is written. Only for <see cref="EncryptionMode.Siv"/>.</summary>
    public CipherTextForm Output { get; init; } = CipherTextForm.Base64Url;

    /// <summary>Strength of AES in bits: 128, 192 or 256. Default 256.</summary>
    public int KeyBits { get; init; } = 256;

    /// <summary>A secret that holds the AES key itself in hex digits (twice as many for <see cref="EncryptionMode.Siv"/>). Null: a
    /// key derived from the spec's.</summary>
    public SecretName? Key { get; init; }

    /// <summary>Domain of the derived key. Default <c>default</c>.</summary>
    public string Domain { get; init; } = "default";

    /// <summary>What happens to values that cannot be encrypted or decrypted.</summary>
    public InvalidValues OnInvalid { get; init; } = InvalidValues.Fail;

    /// <inheritdoc/>
    public override string? OtherColumn => TweakColumn;
}

/// <summary>How values are encrypted.</summary>
public enum EncryptionMode
{
    /// <summary>Format-preserving, FF1 of NIST SP 800-38G: digits stay digits, as many as there were.</summary>
    Fpe,

    /// <summary>AES-SIV, RFC 5297: text of any length; longer than the value, and a changed cipher text is noticed.</summary>
    Siv,
}

/// <summary>What format-preserving encryption keeps besides characters.</summary>
public enum EncryptedEntity
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A card number: what its check digit says about it stays, so a valid number stays valid.</summary>
    CreditCard,

    /// <summary>A number: it begins with a zero only if it did before. Implied on columns of whole numbers.</summary>
    Number,
}

/// <summary>How AES-SIV's cipher text is written.</summary>
public enum CipherTextForm
{
    /// <summary>RFC 4648, section 5, without padding.</summary>
    Base64Url,

    /// <summary>Lower-case hex.</summary>
    Hex,
}
