namespace Freehold.Worker.Fakes;

/// <summary>Bank account numbers, ISO 13616: country and written form stay, check digits are right (mod 97).</summary>
internal static class FakeIban
{
    private const int CheckDigits = 2;

    /// <summary>Adds a fake; a text that is too short for one is written like the original.</summary>
    public static void Add(FakeText fake, ReadOnlySpan<byte> original, ref FakeDice dice)
    {
        // 1. The country's two letters stay, everything behind the check digits is new.
        Span<int> places = stackalloc int[64];
        var count = 0;
        foreach (var character in original)
        {
            var letter = (char)character;
            if (count < places.Length && char.IsAsciiLetterOrDigit(letter))
                places[count++] = fake.Length;
            fake.Add(count <= CheckDigits + 2 || !char.IsAsciiLetterOrDigit(letter) ? character
                : char.IsAsciiDigit(letter) ? (byte)('0' + dice.Roll(10))
                : char.IsAsciiLetterUpper(letter) ? (byte)('A' + dice.Roll(26))
                : (byte)('a' + dice.Roll(26)));
        }

        if (count < CheckDigits + 3)
            return;

        // 2. Account, country, 00 as one number with A = 10 … Z = 35; the check digits are what is left to 98.
        var rest = 0;
        for (var index = CheckDigits + 2; index < count; index++)
            rest = Append(rest, fake.Written[places[index]]);
        rest = Append(Append(rest, fake.Written[places[0]]), fake.Written[places[1]]);
        var check = 98 - (rest * 100 % 97);
        fake.Replace(places[2], (byte)('0' + (check / 10)));
        fake.Replace(places[3], (byte)('0' + (check % 10)));
    }

    private static int Append(int rest, byte character) => char.IsAsciiDigit((char)character)
        ? ((rest * 10) + character - '0') % 97
        : ((rest * 100) + (character | 0x20) - 'a' + 10) % 97;
}
