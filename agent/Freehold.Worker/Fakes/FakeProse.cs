namespace Freehold.Worker.Fakes;

/// <summary>Sentences of words without meaning.</summary>
internal static class FakeProse
{
    /// <summary>Adds a sentence of 6 to 12 words.</summary>
    public static void AddSentence(FakeText fake, ref FakeDice dice)
    {
        var words = 6 + dice.Roll(7);
        for (var word = 0; word < words; word++)
        {
            if (word > 0)
                fake.Add((byte)' ');
            var start = fake.Length;
            fake.Add(FakeEntities.Any(Vocabulary.Words, ref dice));
            if (word == 0)
                fake.Replace(start, (byte)(fake.Written[start] & ~0x20));
        }

        fake.Add((byte)'.');
    }

    /// <summary>Adds 3 to 5 sentences.</summary>
    public static void AddText(FakeText fake, ref FakeDice dice)
    {
        var sentences = 3 + dice.Roll(3);
        for (var sentence = 0; sentence < sentences; sentence++)
        {
            if (sentence > 0)
                fake.Add((byte)' ');
            AddSentence(fake, ref dice);
        }
    }
}
