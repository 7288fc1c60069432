using System.Text;
using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>Reads encrypt and decrypt.</summary>
internal static class EncryptActionReader
{
    private const int MostCharacters = 256;

    private static readonly Dictionary<string, EncryptionMode> Modes = new(StringComparer.Ordinal)
    {
        ["fpe"] = EncryptionMode.Fpe,
        ["siv"] = EncryptionMode.Siv,
    };

    private static readonly Dictionary<string, EncryptedEntity> Entities = new(StringComparer.Ordinal)
    {
        ["credit_card"] = EncryptedEntity.CreditCard,
        ["number"] = EncryptedEntity.Number,
    };

    private static readonly Dictionary<string, CipherTextForm> Forms = new(StringComparer.Ordinal)
    {
        ["base64url"] = CipherTextForm.Base64Url,
        ["hex"] = CipherTextForm.Hex,
    };

    public static EncryptAction Read(DocumentMap rule, SecretCollector secrets, bool decrypts)
    {
        rule.RequiredText("mode", 16, "fpe (digits stay digits) or siv (for text)");
        var mode = rule.Choice("mode", Modes, EncryptionMode.Fpe);
        var action = new EncryptAction(mode, decrypts)
        {
            Tweak = rule.Text("tweak", 1000) ?? "",
            Key = secrets.Read(rule, "key"),
            KeyBits = rule.Number("bits", 128, 256, 256),
            Domain = rule.Text("domain", 64) ?? "default",
            OnInvalid = ValueActionReader.OnInvalid(rule),
        };

        if (action.KeyBits is not (128 or 192 or 256))
            rule.Problem("bits", "must be 128, 192 or 256");
        return mode is EncryptionMode.Siv
            ? action with { Output = rule.Choice("output", Forms, CipherTextForm.Base64Url) }
            : ReadFormatPreserving(rule, action);
    }

    private static EncryptAction ReadFormatPreserving(DocumentMap rule, EncryptAction action)
    {
        action = action with
        {
            Alphabet = Alphabet(rule),
            Entity = rule.Choice("entity", Entities, EncryptedEntity.None),
            TweakColumn = rule.Text("tweakColumn", 256),
        };

        if (action.TweakColumn is not null && action.Tweak.Length > 0)
            rule.Problem("tweakColumn", "has no meaning beside tweak");
        if (action.Entity is not EncryptedEntity.None && !string.Equals(action.Alphabet, Alphabets.Digits, StringComparison.Ordinal))
            rule.Problem("entity", "needs the alphabet digits");
        return action;
    }

    private static string Alphabet(DocumentMap rule)
    {
        if (rule.Text("alphabet", 2 * MostCharacters) is not { } text)
            return Alphabets.Digits;
        if (Alphabets.Named(text) is { } named)
            return named;

        var characters = text.EnumerateRunes().ToList();
        if (characters.Count is >= 2 and <= MostCharacters && !characters.Contains(Rune.ReplacementChar) && characters.Distinct().Count() == characters.Count)
            return text;

        rule.Problem("alphabet", $"must be digits, lower, upper, letters, alphanumeric, or 2 to {MostCharacters} characters, each once");
        return Alphabets.Digits;
    }
}
