using Freehold.Worker.Kernels;

namespace Freehold.Worker.Fakes;

/// <summary>Dates of birth.</summary>
internal static class FakeBirth
{
    private const int Youngest = 18;
    private const int Oldest = 90;

    // A fixed day: with today's, the same value would have another fake tomorrow.
    private static readonly DateOnly At = new(2025, 1, 1);

    /// <summary>Adds the date of birth of an adult, written as the original is, or as ISO 8601 where that is no date.</summary>
    public static void Add(FakeText fake, ReadOnlySpan<byte> original, ref FakeDice dice)
    {
        var latest = At.AddYears(-Youngest).DayNumber;
        var earliest = At.AddYears(-Oldest).DayNumber;
        var born = DateOnly.FromDayNumber(earliest + dice.Roll(latest - earliest));

        if (!DateText.TryParse(original, out var form))
            form = new(At, (byte)'-', DateOrder.YearMonthDay, Padded: true, DateText.Longest);
        Span<byte> text = stackalloc byte[DateText.Longest];
        fake.Add(text[..form.Write(born, text)]);
    }
}
