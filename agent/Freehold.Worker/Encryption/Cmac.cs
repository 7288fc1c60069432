namespace Freehold.Worker.Encryption;

/// <summary>AES-CMAC, RFC 4493. For one thread at a time.</summary>
internal sealed class Cmac : IDisposable
{
    private readonly AesBlock _aes;
    private readonly byte[] _whole = new byte[AesBlock.Length];
    private readonly byte[] _padded = new byte[AesBlock.Length];

    /// <param name="key">AES key of 16, 24 or 32 bytes.</param>
    public Cmac(ReadOnlySpan<byte> key)
    {
        _aes = new AesBlock(key);
        _aes.Encrypt(_whole);
        Double(_whole);
        _whole.CopyTo(_padded, 0);
        Double(_padded);
    }

    /// <summary>Writes the MAC of a message, 16 bytes.</summary>
    public void Compute(ReadOnlySpan<byte> message, Span<byte> mac)
    {
        mac.Clear();
        while (message.Length > AesBlock.Length)
        {
            AesBlock.Xor(mac, message[..AesBlock.Length]);
            _aes.Encrypt(mac);
            message = message[AesBlock.Length..];
        }

        AesBlock.Xor(mac, message);
        if (message.Length < AesBlock.Length)
            mac[message.Length] ^= 0x80;
        AesBlock.Xor(mac, message.Length == AesBlock.Length ? _whole : _padded);
        _aes.Encrypt(mac);
    }

    /// <summary>Doubles a block in the field GF(2^128) of RFC 4493 and RFC 5297.</summary>
    public static void Double(Span<byte> block)
    {
        var carry = block[0] >> 7;
        for (var index = 0; index < AesBlock.Length - 1; index++)
            block[index] = (byte)((block[index] << 1) | (block[index + 1] >> 7));
        block[^1] = (byte)((block[^1] << 1) ^ (carry * 0x87));
    }

    public void Dispose() => _aes.Dispose();
}
