using System.Security.Cryptography;

namespace Freehold.Worker.Encryption;

/// <summary>
/// AES on single blocks, for constructions that .NET does not have. Keeps the key schedule: setting it up costs ten times as
/// much as a block. For one thread at a time.
/// </summary>
internal sealed class AesBlock : IDisposable
{
    /// <summary>Bytes of a block.</summary>
    public const int Length = 16;

    private readonly Aes _aes;
    private readonly ICryptoTransform _encryptor;
    private readonly byte[] _in = new byte[Length];
    private readonly byte[] _out = new byte[Length];

    /// <param name="key">16, 24 or 32 bytes.</param>
    public AesBlock(ReadOnlySpan<byte> key)
    {
        _aes = Aes.Create();
        _aes.Key = key.ToArray();
#pragma warning disable CA5358 // Single blocks are what FF1, CMAC and SIV are built of; none of them is ECB.
        _aes.Mode = CipherMode.ECB;
#pragma warning restore CA5358
        _aes.Padding = PaddingMode.None;
        _encryptor = _aes.CreateEncryptor();
    }

    /// <summary>Encrypts one block in place.</summary>
    public void Encrypt(Span<byte> block)
    {
        block.CopyTo(_in);
        _encryptor.TransformBlock(_in, 0, Length, _out, 0);
        _out.CopyTo(block);
    }

    /// <summary>XORs a block into another.</summary>
    public static void Xor(Span<byte> into, ReadOnlySpan<byte> other)
    {
        for (var index = 0; index < other.Length; index++)
            into[index] ^= other[index];
    }

    public void Dispose()
    {
        _encryptor.Dispose();
        _aes.Dispose();
    }
}
