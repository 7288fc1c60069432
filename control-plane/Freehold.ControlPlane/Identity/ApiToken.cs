using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Freehold.ControlPlane.Identity;

/// <summary>
/// A token of a person or a script: <c>fh_</c> and 32 random bytes in base64url. Only its hash is stored; a plain SHA-256
/// is enough, since nobody can guess 256 random bits.
/// </summary>
internal static class ApiToken
{
    private const string Prefix = "fh_";
    private const int Length = 46;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static bool IsWellFormed(string token) =>
        token.Length == Length && token.StartsWith(Prefix, StringComparison.Ordinal) && Base64Url.IsValid(token.AsSpan(Prefix.Length));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
