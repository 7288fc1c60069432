using System.Numerics;

namespace Freehold.Worker.Encryption;

/// <summary>
/// The ten rounds of FF1 with the two halves of the text as numbers of a type that is wide enough. The same code for 64 bits,
/// 128 bits and numbers of any size. For one thread at a time.
/// </summary>
/// <typeparam name="T">Wide enough for a round's pseudorandom number, and for the sum of two halves.</typeparam>
internal sealed class Ff1Halves<T>(Ff1Rounds rounds, int radix)
    where T : IBinaryInteger<T>
{
    private const int Rounds = 10;

    private byte[] _number = new byte[32];
    private int _length = -1;
    private T _firstModulus = T.Zero;
    private T _secondModulus = T.Zero;

    /// <summary>Encrypts or decrypts numerals in place. The rounds have begun this text.</summary>
    public void Apply(Span<ushort> text, bool decrypts)
    {
        var middle = text.Length / 2;
        if (_length != text.Length)
        {
            (_firstModulus, _secondModulus) = (Power(middle), Power(text.Length - middle));
            _length = text.Length;
        }

        var a = Read(text[..middle]);
        var b = Read(text[middle..]);
        if (decrypts)
            Decrypt(ref a, ref b);
        else
            Encrypt(ref a, ref b);
        Write(a, text[..middle]);
        Write(b, text[middle..]);
    }

    private void Encrypt(ref T a, ref T b)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var modulus = round % 2 == 0 ? _firstModulus : _secondModulus;
            var sum = a + (Random(round, b) % modulus);
            a = b;
            b = sum >= modulus ? sum - modulus : sum;
        }
    }

    private void Decrypt(ref T a, ref T b)
    {
        for (var round = Rounds - 1; round >= 0; round--)
        {
            var modulus = round % 2 == 0 ? _firstModulus : _secondModulus;
            var random = Random(round, a) % modulus;
            var difference = b >= random ? b - random : b + modulus - random;
            b = a;
            a = difference;
        }
    }

    private T Random(int round, T half)
    {
        var target = rounds.Half;
        var size = half.GetByteCount();
        if (_number.Length < size)
            _number = new byte[2 * size];

        half.WriteBigEndian(_number.AsSpan(0, size));
        var written = _number.AsSpan(0, size);
        target.Clear();
        if (size >= target.Length)
            written[(size - target.Length)..].CopyTo(target);
        else
            written.CopyTo(target[(target.Length - size)..]);
        return T.ReadBigEndian(rounds.Make(round), isUnsigned: true);
    }

    private T Power(int exponent)
    {
        var power = T.One;
        for (var index = 0; index < exponent; index++)
            power *= T.CreateTruncating(radix);
        return power;
    }

    private T Read(ReadOnlySpan<ushort> numerals)
    {
        var number = T.Zero;
        var wide = T.CreateTruncating(radix);
        foreach (var numeral in numerals)
            number = (number * wide) + T.CreateTruncating(numeral);
        return number;
    }

    private void Write(T number, Span<ushort> numerals)
    {
        var wide = T.CreateTruncating(radix);
        for (var index = numerals.Length - 1; index >= 0; index--)
        {
            var (quotient, numeral) = T.DivRem(number, wide);
            numerals[index] = ushort.CreateTruncating(numeral);
            number = quotient;
        }
    }
}
