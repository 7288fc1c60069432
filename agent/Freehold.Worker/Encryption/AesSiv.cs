using System.Security.Cryptography;

namespace Freehold.Worker.Encryption;

/// <summary>
/// AES-SIV, RFC 5297: encryption without a nonce, so the same text gives the same cipher text, and a changed one is noticed.
/// For one thread at a time.
/// </summary>
internal sealed class AesSiv : IDisposable
{
    /// <summary>Bytes by which cipher text is longer.</summary>
    public const int Overhead = AesBlock.Length;

    private readonly Cmac _mac;
    private readonly AesBlock _counter;
    private readonly byte[] _associated = new byte[AesBlock.Length];
    private byte[] _message = new byte[256];

    /// <param name="key">Two AES keys in one: 32, 48 or 64 bytes.</param>
    /// <param name="associated">Data that is authenticated and not encrypted, the same for every text.</param>
    public AesSiv(ReadOnlySpan<byte> key, params ReadOnlySpan<byte[]> associated)
    {
        _mac = new Cmac(key[..(key.Length / 2)]);
        _counter = new AesBlock(key[(key.Length / 2)..]);

        // S2V over the associated data alone; what comes after depends on the text.
        _mac.Compute(new byte[AesBlock.Length], _associated);
        Span<byte> mac = stackalloc byte[AesBlock.Length];
        foreach (var data in associated)
        {
            Cmac.Double(_associated);
            _mac.Compute(data, mac);
            AesBlock.Xor(_associated, mac);
        }
    }

    /// <summary>Encrypts a text.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="cipherText">As long as the text and <see cref="Overhead"/>.</param>
    public void Encrypt(ReadOnlySpan<byte> text, Span<byte> cipherText)
    {
        var vector = cipherText[..Overhead];
        Authenticate(text, vector);
        text.CopyTo(cipherText[Overhead..]);
        Count(vector, cipherText[Overhead..]);
    }

    /// <summary>Decrypts a cipher text.</summary>
    /// <param name="cipherText">At least <see cref="Overhead"/> bytes.</param>
    /// <param name="text">Shorter by <see cref="Overhead"/>.</param>
    /// <returns>False when it was not made with this key and data, or was changed; the text is then cleared.</returns>
    public bool TryDecrypt(ReadOnlySpan<byte> cipherText, Span<byte> text)
    {
        var vector = cipherText[..Overhead];
        cipherText[Overhead..].CopyTo(text);
        Count(vector, text);

        Span<byte> expected = stackalloc byte[Overhead];
        Authenticate(text, expected);
        if (CryptographicOperations.FixedTimeEquals(vector, expected))
            return true;

        text.Clear();
        return false;
    }

    public void Dispose()
    {
        _mac.Dispose();
        _counter.Dispose();
    }

    // The end of S2V: the text, with what came before XORed into its end, or, when it is shorter than a block, padded.
    private void Authenticate(ReadOnlySpan<byte> text, Span<byte> mac)
    {
        var length = Math.Max(text.Length, AesBlock.Length);
        if (_message.Length < length)
            _message = new byte[2 * length];

        var message = _message.AsSpan(0, length);
        if (text.Length >= AesBlock.Length)
        {
            text.CopyTo(message);
            AesBlock.Xor(message[^AesBlock.Length..], _associated);
        }
        else
        {
            _associated.CopyTo(message);
            Cmac.Double(message);
            AesBlock.Xor(message, text);
            message[text.Length] ^= 0x80;
        }

        _mac.Compute(message, mac);
    }

    // CTR mode from the vector, two of whose bits are cleared so that 32-bit counters never carry far.
    private void Count(ReadOnlySpan<byte> vector, Span<byte> text)
    {
        Span<byte> counter = stackalloc byte[AesBlock.Length];
        Span<byte> stream = stackalloc byte[AesBlock.Length];
        vector.CopyTo(counter);
        counter[8] &= 0x7F;
        counter[12] &= 0x7F;

        while (!text.IsEmpty)
        {
            counter.CopyTo(stream);
            _counter.Encrypt(stream);
            var length = Math.Min(text.Length, AesBlock.Length);
            AesBlock.Xor(text, stream[..length]);
            text = text[length..];
            for (var index = AesBlock.Length - 1; index >= 0 && ++counter[index] == 0; index--)
            {
                // the carry goes on
            }
        }
    }
}
