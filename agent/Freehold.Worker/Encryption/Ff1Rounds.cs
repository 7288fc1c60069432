using System.Buffers.Binary;

namespace Freehold.Worker.Encryption;

/// <summary>
/// The round function of FF1: CBC-MAC with AES over the block P and the padded text Q of SP 800-38G, algorithm 7, steps 5 and 6.
/// What of it is the same in all ten rounds is computed once. For one thread at a time.
/// </summary>
internal sealed class Ff1Rounds(ReadOnlySpan<byte> key, int radix) : IDisposable
{
    private readonly AesBlock _aes = new(key);
    private readonly byte[] _first = new byte[AesBlock.Length];
    private readonly byte[] _state = new byte[AesBlock.Length];
    private byte[] _last = new byte[2 * AesBlock.Length];
    private byte[] _random = new byte[2 * AesBlock.Length];
    private (int Length, int Tweak) _firstOf = (-1, -1);
    private int _lastLength;
    private int _halfBytes;
    private int _randomBytes;

    /// <summary>Begins a text.</summary>
    /// <param name="length">Its numerals.</param>
    /// <param name="halfBytes">Bytes that hold the number of its second half: b.</param>
    /// <param name="tweak">The tweak: T.</param>
    public void Begin(int length, int halfBytes, ReadOnlySpan<byte> tweak)
    {
        // 1. P depends on lengths alone, and lengths repeat.
        if (_firstOf != (length, tweak.Length))
            EncryptFirst(length, tweak.Length);
        _firstOf = (length, tweak.Length);

        // 2. The blocks of Q before the one in which the round's number stands hold the tweak alone.
        var padding = (AesBlock.Length - ((tweak.Length + halfBytes + 1) % AesBlock.Length)) % AesBlock.Length;
        var steady = (tweak.Length + padding) / AesBlock.Length * AesBlock.Length;
        _first.CopyTo(_state, 0);
        for (var at = 0; at < steady; at += AesBlock.Length)
        {
            var end = Math.Min(at + AesBlock.Length, tweak.Length);
            if (at < end)
                AesBlock.Xor(_state, tweak[at..end]);
            _aes.Encrypt(_state);
        }

        // 3. What is left: the tweak's end, zeros, the round, the number.
        _halfBytes = halfBytes;
        _randomBytes = (4 * ((halfBytes + 3) / 4)) + 4;
        _lastLength = tweak.Length + padding + 1 + halfBytes - steady;
        if (_last.Length < _lastLength)
            _last = new byte[_lastLength];
        if (_random.Length < _randomBytes + AesBlock.Length)
            _random = new byte[_randomBytes + AesBlock.Length];
        _last.AsSpan(0, _lastLength).Clear();
        if (steady < tweak.Length)
            tweak[steady..].CopyTo(_last);
    }

    /// <summary>Where the number of a half goes before a round, big-endian.</summary>
    public Span<byte> Half => _last.AsSpan(_lastLength - _halfBytes, _halfBytes);

    /// <summary>One round's pseudorandom bytes for what lies in <see cref="Half"/>: S. Valid until the next.</summary>
    public ReadOnlySpan<byte> Make(int round)
    {
        _last[_lastLength - _halfBytes - 1] = (byte)round;

        var mac = _random.AsSpan(0, AesBlock.Length);
        _state.CopyTo(mac);
        for (var at = 0; at < _lastLength; at += AesBlock.Length)
        {
            AesBlock.Xor(mac, _last.AsSpan(at, AesBlock.Length));
            _aes.Encrypt(mac);
        }

        // Longer numbers want more bytes: the MAC, XORed with 1, 2, 3, …, encrypted again.
        for (var block = 1; block * AesBlock.Length < _randomBytes; block++)
        {
            var more = _random.AsSpan(block * AesBlock.Length, AesBlock.Length);
            mac.CopyTo(more);
            var counter = more[(AesBlock.Length - sizeof(int))..];
            BinaryPrimitives.WriteInt32BigEndian(counter, BinaryPrimitives.ReadInt32BigEndian(counter) ^ block);
            _aes.Encrypt(more);
        }

        return _random.AsSpan(0, _randomBytes);
    }

    public void Dispose() => _aes.Dispose();

    private void EncryptFirst(int length, int tweakLength)
    {
        _first[0] = 1;
        _first[1] = 2;
        _first[2] = 1;
        _first[3] = (byte)(radix >> 16);
        _first[4] = (byte)(radix >> 8);
        _first[5] = (byte)radix;
        _first[6] = 10;
        _first[7] = (byte)(length / 2);
        BinaryPrimitives.WriteInt32BigEndian(_first.AsSpan(8), length);
        BinaryPrimitives.WriteInt32BigEndian(_first.AsSpan(12), tweakLength);
        _aes.Encrypt(_first);
    }
}
