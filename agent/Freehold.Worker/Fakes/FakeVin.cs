namespace Freehold.Worker.Fakes;

/// <summary>Vehicle identification numbers, ISO 3779, with the check digit of 49 CFR 565.15 in the ninth place.</summary>
internal static class FakeVin
{
    private const int Length = 17;
    private const int CheckPlace = 8;

    // Without I, O and Q. The value of a letter is its place in A-H, J-R, S-Z as that rule's table III has them.
    private static ReadOnlySpan<byte> Characters => "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"u8;

    private static ReadOnlySpan<byte> Values => [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    private static ReadOnlySpan<byte> Weights => [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    /// <summary>Adds one.</summary>
    public static void Add(FakeText fake, ref FakeDice dice)
    {
        var start = fake.Length;
        var sum = 0;
        for (var place = 0; place < Length; place++)
        {
            var character = dice.Roll(Characters.Length);
            sum += Values[character] * Weights[place];
            fake.Add(Characters[character]);
        }

        fake.Replace(start + CheckPlace, "0123456789X"u8[sum % 11]);
    }
}
