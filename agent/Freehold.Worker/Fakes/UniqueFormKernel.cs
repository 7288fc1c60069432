using System.Text;
using Freehold.JobContract.Transform;
using Freehold.Worker.Encryption;

namespace Freehold.Worker.Fakes;

/// <summary>
/// Numbers that are written in some form: digits become digits, letters letters, and what is written alike is permuted among
/// itself. Zeros at the start stay. Phone numbers, national numbers, and card numbers, whose last digit stays as right or wrong
/// as it was.
/// </summary>
internal sealed class UniqueFormKernel(FakeAction action, ReadOnlySpan<byte> key) : UniqueFakeKernel(action)
{
    private static readonly UInt128 Largest = UInt128.One << 118;

    private readonly bool _isCard = action.Entity is FakeEntity.CreditCard;
    private readonly IndexPermutation _permutation = new(key);
    private readonly List<(int Place, byte Least, int Choices)> _places = [];
    private ushort[] _digits = [];

    public override void Dispose() => _permutation.Dispose();

    protected override bool TryInvent(ReadOnlySpan<byte> value)
    {
        // 1. What changes, and among how many: the first digit that is no zero never becomes one.
        if (!Ascii.IsValid(value))
            return false; // which letters another alphabet has is not known here
        Find(value);
        var check = _isCard && TryDigits(value) ? CheckDigit.Difference(_digits) : -1;
        if (check >= 0)
            _places.RemoveAt(_places.Count - 1);

        // 2. Its number among all that are written so.
        var (index, size) = (UInt128.Zero, UInt128.One);
        foreach (var (place, least, choices) in _places)
        {
            index = (index * (UInt128)choices) + (UInt128)(value[place] - least);
            size *= (UInt128)choices;
            if (size > Largest)
                return false;
        }

        if (size < EncryptAction.SmallestDomain)
            return false;

        // 3. Another number, written the same way.
        index = _permutation.Permute(index, size);
        Fake.Add(value);
        for (var at = _places.Count - 1; at >= 0; at--)
        {
            var (quotient, choice) = UInt128.DivRem(index, (UInt128)_places[at].Choices);
            Fake.Replace(_places[at].Place, (byte)(_places[at].Least + (byte)choice));
            index = quotient;
        }

        if (check >= 0)
        {
            TryDigits(Fake.Written);
            CheckDigit.Set(_digits, check);
            Fake.Replace(Fake.Written.LastIndexOfAnyInRange((byte)'0', (byte)'9'), (byte)('0' + _digits[^1]));
        }

        return true;
    }

    private void Find(ReadOnlySpan<byte> value)
    {
        _places.Clear();
        var leading = true;
        for (var place = 0; place < value.Length; place++)
        {
            var character = value[place];
            if (char.IsAsciiDigit((char)character))
            {
                if (leading && character == '0')
                    continue;
                _places.Add(leading ? (place, (byte)'1', 9) : (place, (byte)'0', 10));
                leading = false;
            }
            else if (char.IsAsciiLetter((char)character))
            {
                _places.Add((place, (byte)(char.IsAsciiLetterUpper((char)character) ? 'A' : 'a'), 26));
            }
        }
    }

    // A card number's digits, of which the last is the check digit; false where letters stand among them.
    private bool TryDigits(ReadOnlySpan<byte> value)
    {
        var digits = new List<ushort>(value.Length);
        foreach (var character in value)
        {
            if (char.IsAsciiLetter((char)character))
                return false;
            if (char.IsAsciiDigit((char)character))
                digits.Add((ushort)(character - '0'));
        }

        _digits = [.. digits];
        return _places.Count > 1;
    }
}
