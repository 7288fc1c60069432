using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Encryption;
using Freehold.Worker.Fakes;
using Freehold.Worker.Numbers;

namespace Freehold.Worker.Kernels;

/// <summary>
/// Format-preserving encryption and its way back: the characters of the alphabet change among themselves, all others stay where
/// they are.
/// </summary>
internal sealed class FpeKernel : ValueKernel
{
    private readonly EncryptAction _action;
    private readonly Alphabet _alphabet;
    private readonly Ff1 _cipher;
    private readonly byte[] _tweak;
    private readonly NumberRange? _range;
    private readonly FakeText _result = new();
    private ushort[] _numerals = new ushort[64];

    /// <param name="action">Its mode is <see cref="EncryptionMode.Fpe"/>.</param>
    /// <param name="key">AES key.</param>
    /// <param name="range">The whole numbers that the column's type holds; null where the values are text.</param>
    public FpeKernel(EncryptAction action, byte[] key, NumberRange? range)
    {
        _action = action;
        _alphabet = new Alphabet(action.Alphabet);
        _cipher = new Ff1(key, _alphabet.Count);
        _tweak = System.Text.Encoding.UTF8.GetBytes(action.Tweak);
        _range = range;
    }

    public override string Refusal => FailureDetail.DomainTooSmall;

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        result = default;
        var numerals = Read(value);
        var isCard = _action.Entity is EncryptedEntity.CreditCard;
        var encrypted = isCard && numerals.Length > 0 ? numerals[..^1] : numerals;
        if (encrypted.Length < _cipher.Shortest)
            return _action.OnInvalid is InvalidValues.Empty;

        var tweak = _action.TweakColumn is null ? _tweak : subject;
        var check = isCard ? CheckDigit.Difference(numerals) : 0;
        if (_range is null && _action.Entity is not EncryptedEntity.Number)
            Apply(encrypted, tweak);
        else
            Walk(encrypted, tweak, isNegative: value[0] == (byte)'-');
        if (isCard)
            CheckDigit.Set(numerals, check);

        Write(value, numerals);
        result = _result.Written;
        return true;
    }

    public override void Dispose() => _cipher.Dispose();

    // Walks the permutation's cycle to the next number of the same kind: so it is a permutation of those, and the way back is the
    // same walk with the inverse.
    private void Walk(Span<ushort> digits, ReadOnlySpan<byte> tweak, bool isNegative)
    {
        var leadingZero = digits[0] == 0;
        do
        {
            Apply(digits, tweak);
        }
        while ((digits[0] == 0) != leadingZero || (_range is not null && !_range.Holds(digits, isNegative)));
    }

    private void Apply(Span<ushort> numerals, ReadOnlySpan<byte> tweak)
    {
        if (_action.Decrypts)
            _cipher.Decrypt(numerals, tweak);
        else
            _cipher.Encrypt(numerals, tweak);
    }

    private Span<ushort> Read(ReadOnlySpan<byte> value)
    {
        if (_numerals.Length < value.Length)
            _numerals = new ushort[2 * value.Length];

        var count = 0;
        while (!value.IsEmpty)
        {
            if (_alphabet.IndexOf(value, out var bytes) is var numeral and >= 0)
                _numerals[count++] = (ushort)numeral;
            value = value[bytes..];
        }

        return _numerals.AsSpan(0, count);
    }

    private void Write(ReadOnlySpan<byte> value, ReadOnlySpan<ushort> numerals)
    {
        _result.Clear();
        var index = 0;
        while (!value.IsEmpty)
        {
            var isNumeral = _alphabet.IndexOf(value, out var bytes) >= 0;
            _result.Add(isNumeral ? _alphabet[numerals[index++]] : value[..bytes]);
            value = value[bytes..];
        }
    }
}
