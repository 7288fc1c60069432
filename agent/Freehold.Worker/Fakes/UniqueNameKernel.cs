using System.Numerics;
using System.Text;
using Freehold.JobContract.Transform;
using Freehold.Worker.Encryption;

namespace Freehold.Worker.Fakes;

/// <summary>
/// Names, user names and e-mail addresses: the value's bytes are permuted among all of their length, and the number that they
/// make is written as a first name, a last name and what is left in digits and letters. Long values have long fakes: shorter ones
/// could not differ from all others.
/// </summary>
internal sealed class UniqueNameKernel(FakeAction action, ReadOnlySpan<byte> key) : UniqueFakeKernel(action)
{
    private const int ShortestText = 3; // 256^3 is more than FF1's million

    private static readonly byte[][] FirstNames = Plain(Vocabulary.FirstNames);
    private static readonly byte[][] LastNames = Plain(Vocabulary.LastNames);

    private readonly FakeEntity _entity = action.Entity;
    private readonly Ff1 _cipher = new(key, radix: 256);
    private ushort[] _numerals = new ushort[64];
    private byte[] _bytes = new byte[64];

    public override void Dispose() => _cipher.Dispose();

    protected override bool TryInvent(ReadOnlySpan<byte> value)
    {
        var length = Read(value);
        _cipher.Encrypt(_numerals.AsSpan(0, length), tweak: default);
        for (var index = 0; index < length; index++)
            _bytes[index] = (byte)_numerals[index];

        var rest = new BigInteger(_bytes.AsSpan(0, length), isUnsigned: true, isBigEndian: true);
        var isName = _entity is FakeEntity.Name;
        AddWord(FirstNames[Take(ref rest, FirstNames.Length)], isName);
        Fake.Add((byte)(isName ? ' ' : '.'));
        AddWord(LastNames[Take(ref rest, LastNames.Length)], isName);
        Fake.Add((byte)(isName ? ' ' : '.'));
        var domain = _entity is FakeEntity.Email ? Take(ref rest, FakeEntities.Domains.Length) : -1;

        // As many characters as the greatest number of this length needs: so the length of the fake tells that of the value, and
        // fakes of values of two lengths differ.
        var choices = (BigInteger)FirstNames.Length * LastNames.Length * (domain < 0 ? 1 : FakeEntities.Domains.Length);
        for (var left = (BigInteger.One << (8 * length)) / choices; left > 0; left /= 36)
            Fake.Add("0123456789abcdefghijklmnopqrstuvwxyz"u8[Take(ref rest, 36)]);

        if (domain >= 0)
            Fake.Add((byte)'@').Add(FakeEntities.Domains[domain]);
        return true;
    }

    // Shorter texts are longer ones that begin with a byte that no UTF-8 has.
    private int Read(ReadOnlySpan<byte> value)
    {
        var padding = value.Length < ShortestText ? 1 + ShortestText - value.Length : 0;
        var length = padding + value.Length;
        if (_numerals.Length < length)
            (_numerals, _bytes) = (new ushort[2 * length], new byte[2 * length]);

        _numerals.AsSpan(0, padding).Fill(0xFF);
        for (var index = 0; index < value.Length; index++)
            _numerals[padding + index] = value[index];
        return length;
    }

    private static int Take(ref BigInteger rest, int choices)
    {
        rest = BigInteger.DivRem(rest, choices, out var choice);
        return (int)choice;
    }

    private void AddWord(byte[] word, bool isName)
    {
        if (isName)
            Fake.Add(word);
        else
            Fake.AddLower(word);
    }

    // Letters alone, and no two that are one in small letters.
    private static byte[][] Plain(byte[][] words) =>
        [.. words.Where(word => Ascii.IsValid(word) && word.All(letter => char.IsAsciiLetter((char)letter))).DistinctBy(word => Encoding.ASCII.GetString(word).ToLowerInvariant())];
}
