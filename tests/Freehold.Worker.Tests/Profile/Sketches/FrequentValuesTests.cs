using System.Text;
using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Tests.Profile.Sketches;

public sealed class FrequentValuesTests
{
    [Test]
    public void While_there_is_room_every_count_is_exact()
    {
        var values = new FrequentValues(100);
        for (var number = 0; number < 1000; number++)
            Add(values, number % 100 < 50 ? 0 : number % 100);

        Assert.That(values.IsExact, Is.True);
        Assert.That(values.Top(2, 1), Is.EqualTo(new[] { new FrequentValue("value-0", 500), new FrequentValue("value-50", 10) }));
    }

    [Test]
    public void Beyond_that_the_truth_lies_within_the_bound_and_frequent_values_are_never_missed()
    {
        var values = new FrequentValues(200);
        var truth = Skewed(values);

        Assert.That(values.IsExact, Is.False);
        Assert.That(values.MostMissed, Is.LessThan(100_000 / 100), "half of the counters share what is taken off");
        var top = values.Top(200, 1);
        foreach (var value in top)
            Assert.That(truth[value.Text], Is.InRange(value.Count, value.Count + values.MostMissed));
        foreach (var (text, count) in truth.Where(pair => pair.Value > values.MostMissed))
            Assert.That(top.Select(value => value.Text), Does.Contain(text), $"{count} times");
    }

    [Test]
    public void Parts_keep_the_bound()
    {
        var parts = Enumerable.Range(0, 5).Select(_ => new FrequentValues(200)).ToList();
        var truth = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var part = 0; part < parts.Count; part++)
        {
            foreach (var (text, count) in Skewed(parts[part], seed: part))
                truth[text] = truth.GetValueOrDefault(text) + count;
        }

        var merged = parts[0];
        foreach (var part in parts.Skip(1))
            merged.Merge(Numbered.Stored(part.Write, reader => FrequentValues.Read(reader, 200)));

        Assert.That(merged.MostMissed, Is.LessThan(500_000 / 100));
        foreach (var value in merged.Top(50, 1))
            Assert.That(truth[value.Text], Is.InRange(value.Count, value.Count + merged.MostMissed));
    }

    [Test]
    public void A_long_text_is_cut_between_characters_and_says_so()
    {
        var values = new FrequentValues(10);
        var text = Encoding.UTF8.GetBytes(new string('ä', 60));
        values.Add(1, text);

        Assert.That(values.Top(1, 1)[0].Text, Does.Match("^ä{40,48}…$"));
    }

    [Test]
    public void Forgotten_texts_are_gone_and_counts_stay()
    {
        var values = new FrequentValues(10);
        Add(values, 7);
        values.ForgetTexts();

        Assert.That(values.Top(1, 1), Is.EqualTo(new[] { new FrequentValue("", 1) }));
        using var stored = new MemoryStream();
        values.Write(new BinaryWriter(stored));
        Assert.That(Encoding.Latin1.GetString(stored.ToArray()), Does.Not.Contain("value"));
    }

    private static void Add(FrequentValues values, int number) => values.Add(Numbered.Hash(number), Numbered.Text(number));

    // A few values often, thousands seldom.
    private static Dictionary<string, long> Skewed(FrequentValues values, int seed = 0)
    {
        var random = new Random(seed);
        var truth = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var row = 0; row < 100_000; row++)
        {
            var number = (int)(20_000 * Math.Pow(random.NextDouble(), 6));
            Add(values, number);
            var text = Encoding.UTF8.GetString(Numbered.Text(number));
            truth[text] = truth.GetValueOrDefault(text) + 1;
        }

        return truth;
    }
}
