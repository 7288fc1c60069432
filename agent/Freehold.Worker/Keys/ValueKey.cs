using System.Security.Cryptography;
using System.Text;

namespace Freehold.Worker.Keys;

/// <summary>
/// The key of one domain: HKDF-SHA-256 of the master key, without a salt, with the info <c>freehold/&lt;domain&gt;</c>, 32 bytes.
/// Values of different domains cannot be compared without the master key.
/// </summary>
internal static class ValueKey
{
    /// <summary>Bytes of a value key.</summary>
    public const int Length = 32;

    /// <summary>Derives the key of a domain.</summary>
    public static byte[] Derive(ReadOnlySpan<byte> master, string domain)
    {
        var key = new byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, key, salt: [], info: Encoding.UTF8.GetBytes("freehold/" + domain));
        return key;
    }
}
