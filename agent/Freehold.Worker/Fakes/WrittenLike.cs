using System.Text;

namespace Freehold.Worker.Fakes;

/// <summary>
/// Fakes that are written as the original is: a digit for every digit and a letter for every letter, so that nothing of it is
/// left but its form. Phone numbers, postal codes, card numbers.
/// </summary>
internal static class WrittenLike
{
    /// <summary>New digits and letters. A zero at the start stays zero, since that is a prefix; another digit there stays none.</summary>
    public static void Add(FakeText fake, ReadOnlySpan<byte> original, ref FakeDice dice)
    {
        var leading = true;
        while (!original.IsEmpty)
        {
            Rune.DecodeFromUtf8(original, out var rune, out var bytes);
            var first = original[0];
            if (char.IsAsciiDigit((char)first))
            {
                leading &= first == (byte)'0';
                var isFirst = !leading && IsFirstDigit(fake.Written);
                fake.Add(leading ? first : (byte)(isFirst ? '1' + dice.Roll(9) : '0' + dice.Roll(10)));
            }
            else if (char.IsAsciiLetterUpper((char)first))
            {
                fake.Add((byte)('A' + dice.Roll(26)));
            }
            else if (Rune.IsLetterOrDigit(rune) || first >= 0x80)
            {
                fake.Add((byte)('a' + dice.Roll(26)));
            }
            else
            {
                fake.Add(original[..bytes]);
            }

            original = original[bytes..];
        }
    }

    /// <summary>New digits with a valid check digit (Luhn) at the end; everything but digits as in <see cref="Add"/>.</summary>
    public static void AddCard(FakeText fake, ReadOnlySpan<byte> original, ref FakeDice dice)
    {
        Add(fake, original, ref dice);

        // The check digit makes the sum of all digits, every second one from the right doubled, a multiple of ten.
        var digits = new List<int>();
        for (var index = 0; index < fake.Length; index++)
        {
            if (char.IsAsciiDigit((char)fake.Written[index]))
                digits.Add(index);
        }

        if (digits.Count < 2)
            return;

        var sum = 0;
        for (var fromRight = 1; fromRight < digits.Count; fromRight++)
        {
            var digit = fake.Written[digits[^(fromRight + 1)]] - '0';
            digit *= fromRight % 2 == 1 ? 2 : 1;
            sum += digit > 9 ? digit - 9 : digit;
        }

        fake.Replace(digits[^1], (byte)('0' + ((10 - (sum % 10)) % 10)));
    }

    private static bool IsFirstDigit(ReadOnlySpan<byte> written) => written.IndexOfAnyInRange((byte)'0', (byte)'9') < 0;
}
