using System.Numerics;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Encryption;

/// <summary>
/// Format-preserving encryption FF1: a keyed permutation of the texts of one length over an alphabet. NIST SP 800-38G (2016),
/// algorithms 7 and 8; the least domain of a million is that of its revision 1. FF3 and FF3-1 are left out on purpose: the
/// second draft of that revision (2025) drops them. For one thread at a time.
/// </summary>
internal sealed class Ff1 : IDisposable
{
    private const int ShortBits = 32;
    private const int MediumBits = 96;

    private readonly double _bitsPerNumeral;
    private readonly Ff1Rounds _rounds;
    private readonly Ff1Halves<ulong> _short;
    private readonly Ff1Halves<UInt128> _medium;
    private readonly Ff1Halves<BigInteger> _long;

    /// <param name="key">AES key of 16, 24 or 32 bytes.</param>
    /// <param name="radix">Characters of the alphabet, 2 to 65,536.</param>
    public Ff1(ReadOnlySpan<byte> key, int radix)
    {
        _bitsPerNumeral = Math.Log2(radix);
        _rounds = new Ff1Rounds(key, radix);
        _short = new(_rounds, radix);
        _medium = new(_rounds, radix);
        _long = new(_rounds, radix);

        var texts = (double)radix * radix;
        for (Shortest = 2; texts < EncryptAction.SmallestDomain; Shortest++)
            texts *= radix;
    }

    /// <summary>Fewest numerals of a text.</summary>
    public int Shortest { get; }

    /// <summary>Encrypts numerals, each below the radix, in place.</summary>
    /// <param name="text">At least <see cref="Shortest"/> numerals.</param>
    /// <param name="tweak">Any bytes.</param>
    public void Encrypt(Span<ushort> text, ReadOnlySpan<byte> tweak) => Apply(text, tweak, decrypts: false);

    /// <summary>Decrypts what <see cref="Encrypt"/> made with the same tweak.</summary>
    public void Decrypt(Span<ushort> text, ReadOnlySpan<byte> tweak) => Apply(text, tweak, decrypts: true);

    public void Dispose() => _rounds.Dispose();

    private void Apply(Span<ushort> text, ReadOnlySpan<byte> tweak, bool decrypts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(text.Length, Shortest);

        var bits = (int)Math.Ceiling((text.Length - (text.Length / 2)) * _bitsPerNumeral);
        _rounds.Begin(text.Length, (bits + 7) / 8, tweak);
        if (bits <= ShortBits)
            _short.Apply(text, decrypts);
        else if (bits <= MediumBits)
            _medium.Apply(text, decrypts);
        else
            _long.Apply(text, decrypts);
    }
}
