using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Freehold.JobContract.Sealing;

/// <summary>
/// Seals a message for the holder of a P-256 key, so that whoever carries it cannot read or change it: ephemeral-static ECDH
/// (NIST SP 800-56A), HKDF-SHA-256 (RFC 5869), AES-256-GCM (NIST SP 800-38D). Anybody can seal; the box does not say who did.
/// </summary>
/// <remarks>
/// version (1 byte, 1) ‖ ephemeral public key (65 bytes, uncompressed point) ‖ nonce (12) ‖ ciphertext ‖ tag (16).
/// The key is HKDF(shared x-coordinate, salt = ephemeral ‖ recipient point, info = "freehold sealed box 1", 32 bytes).
/// </remarks>
public static class SealedBox
{
    private const byte Version = 1;
    private const int FieldBytes = 32;
    private const int PointBytes = 1 + (2 * FieldBytes);
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;
    private const int Overhead = 1 + PointBytes + NonceBytes + TagBytes;

    /// <summary>Reads a recipient's key.</summary>
    /// <param name="subjectPublicKeyInfo">P-256, DER.</param>
    /// <returns>The key, to be disposed; null when the bytes are not exactly one P-256 key.</returns>
    public static ECDiffieHellman? ReadRecipient(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out var read);
            if (read == subjectPublicKeyInfo.Length && key.KeySize == FieldBytes * 8
                && string.Equals(key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value, ECCurve.NamedCurves.nistP256.Oid.Value, StringComparison.Ordinal))
                return key;
        }
        catch (CryptographicException)
        {
            // Not a key; said by the result.
        }

        key.Dispose();
        return null;
    }

    /// <summary>Seals a message.</summary>
    /// <param name="recipient">The recipient's public key, P-256.</param>
    /// <param name="context">What the message is about: opening it takes the same bytes.</param>
    /// <param name="message">What to seal.</param>
    public static byte[] Seal(ECDiffieHellman recipient, ReadOnlySpan<byte> context, ReadOnlySpan<byte> message)
    {
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var box = new byte[Overhead + message.Length];
        box[0] = Version;
        var point = box.AsSpan(1, PointBytes);
        PointOf(ephemeral).CopyTo(point);
        var nonce = box.AsSpan(1 + PointBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);

        Span<byte> key = stackalloc byte[KeyBytes];
        DeriveKey(ephemeral, recipient, point, PointOf(recipient), key);
        using (var cipher = new AesGcm(key, TagBytes))
            cipher.Encrypt(nonce, message, box.AsSpan(1 + PointBytes + NonceBytes, message.Length), box.AsSpan(^TagBytes..), context);
        CryptographicOperations.ZeroMemory(key);
        return box;
    }

    /// <summary>Opens a box.</summary>
    /// <param name="recipient">The recipient's key pair, P-256.</param>
    /// <param name="context">As it was sealed with.</param>
    /// <param name="box">The box.</param>
    /// <param name="message">What was sealed.</param>
    /// <returns>False when it was sealed for another key or context, was changed, or is none.</returns>
    public static bool TryOpen(ECDiffieHellman recipient, ReadOnlySpan<byte> context, ReadOnlySpan<byte> box, [NotNullWhen(true)] out byte[]? message)
    {
        message = null;
        if (box.Length < Overhead || box[0] != Version)
            return false;

        var point = box.Slice(1, PointBytes);
        Span<byte> key = stackalloc byte[KeyBytes];
        try
        {
            using var ephemeral = FromPoint(point);
            DeriveKey(recipient, ephemeral, point, PointOf(recipient), key);
            var opened = new byte[box.Length - Overhead];
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(box.Slice(1 + PointBytes, NonceBytes), box[(1 + PointBytes + NonceBytes)..^TagBytes], box[^TagBytes..], opened, context);
            message = opened;
            return true;
        }
        catch (CryptographicException)
        {
            return false; // a point off the curve, or a tag that does not fit
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void DeriveKey(ECDiffieHellman own, ECDiffieHellman other, ReadOnlySpan<byte> ephemeral, ReadOnlySpan<byte> recipient, Span<byte> key)
    {
        using var theirs = other.PublicKey;
        var shared = own.DeriveRawSecretAgreement(theirs);
        Span<byte> salt = stackalloc byte[2 * PointBytes];
        ephemeral.CopyTo(salt);
        recipient.CopyTo(salt[PointBytes..]);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, key, salt, "freehold sealed box 1"u8);
        CryptographicOperations.ZeroMemory(shared);
    }

    private static byte[] PointOf(ECDiffieHellman key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return [0x04, .. q.X!, .. q.Y!];
    }

    private static ECDiffieHellman FromPoint(ReadOnlySpan<byte> point) => point[0] == 0x04
        ? ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = point.Slice(1, FieldBytes).ToArray(), Y = point[(1 + FieldBytes)..].ToArray() },
        })
        : throw new CryptographicException("Not an uncompressed point.");
}
