using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Tests.Profile.Sketches;

public sealed class HashSampleTests
{
    [Test]
    public void Few_values_are_all_in_it()
    {
        var sample = new HashSample(1000);
        for (var number = 0; number < 1000; number++)
            sample.Add(Numbered.Hash(number), number < 100 ? 2 : 1);

        Assert.That((sample.Count, sample.IsExact, sample.CountOnce()), Is.EqualTo((1000, true, 900)));
    }

    [Test]
    public void Of_many_values_the_share_that_occurs_once_is_right_within_three_percent()
    {
        var sample = new HashSample(10_000);
        for (var number = 0; number < 500_000; number++)
            sample.Add(Numbered.Hash(number), number % 4 == 0 ? 2 : 1);

        Assert.That(sample.Count, Is.InRange(4_900, 10_000));
        Assert.That(sample.CountOnce() / (double)sample.Count, Is.EqualTo(0.75).Within(0.03));
    }

    [Test]
    public void Merging_in_any_order_is_the_same_as_one_pass()
    {
        var whole = new HashSample(500);
        var parts = Enumerable.Range(0, 4).Select(_ => new HashSample(500)).ToList();
        for (var number = 0; number < 20_000; number++)
        {
            whole.Add(Numbered.Hash(number % 7000));
            parts[number % 4].Add(Numbered.Hash(number % 7000));
        }

        var forward = Merged(parts);
        parts.Reverse();
        var backward = Merged(parts);

        Assert.That((forward.Level, forward.Count, forward.CountOnce()), Is.EqualTo((whole.Level, whole.Count, whole.CountOnce())));
        Assert.That(forward.HashesAt(forward.Level).Order(), Is.EqualTo(whole.HashesAt(whole.Level).Order()));
        Assert.That(backward.HashesAt(backward.Level).Order(), Is.EqualTo(whole.HashesAt(whole.Level).Order()));
    }

    [Test]
    public void A_small_part_is_thinned_as_the_large_one_is()
    {
        var (whole, small, large) = (new HashSample(500), new HashSample(500), new HashSample(500));
        for (var number = 0; number < 20_000; number++)
        {
            whole.Add(Numbered.Hash(number));
            (number < 300 ? small : large).Add(Numbered.Hash(number));
        }

        var merged = Merged([small, large]);

        Assert.That(merged.HashesAt(0).Order(), Is.EqualTo(whole.HashesAt(0).Order()), "nothing below the level is left over");
    }

    private static HashSample Merged(IEnumerable<HashSample> parts)
    {
        var merged = new HashSample(500);
        foreach (var part in parts)
            merged.Merge(Numbered.Stored(part.Write, reader => HashSample.Read(reader, 500)));
        return merged;
    }
}
