using System.Security.Cryptography;
using System.Text;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Encryption;

/// <summary>
/// The AES key of a rule: what its own secret holds in hex digits, or HKDF-SHA-256 of the master key, without a salt, with the info
/// <c>freehold-fpe/&lt;domain&gt;</c> or <c>freehold-siv/&lt;domain&gt;</c>.
/// </summary>
internal static class EncryptionKey
{
    /// <summary>The key in bytes.</summary>
    /// <exception cref="JobFailedException">The rule's secret holds no such key.</exception>
    public static byte[] Of(EncryptAction action, Func<byte[]> readMaster, Func<SecretName, byte[]> readSecret)
    {
        // SIV takes two keys: one to authenticate, one to encrypt.
        var bytes = action.KeyBits / 8 * (action.Mode is EncryptionMode.Siv ? 2 : 1);
        return action.Key is null ? Derive(action, readMaster(), bytes) : Parse(action.Key, readSecret(action.Key), bytes);
    }

    private static byte[] Derive(EncryptAction action, byte[] master, int bytes)
    {
        var info = $"freehold-{(action.Mode is EncryptionMode.Siv ? "siv" : "fpe")}/{action.Domain}";
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, master, bytes, salt: [], Encoding.UTF8.GetBytes(info));
    }

    private static byte[] Parse(SecretName secret, byte[] hex, int bytes)
    {
        var text = Encoding.UTF8.GetString(hex).Trim();
        if (text.Length == 2 * bytes && text.All(char.IsAsciiHexDigit))
            return Convert.FromHexString(text);

        throw new JobFailedException(new Failure
        {
            Code = FailureCode.SecretMissing,
            Detail = FailureDetail.NotAKey,
            ObjectName = $"{secret}",
            Expected = 2 * bytes,
        });
    }
}
