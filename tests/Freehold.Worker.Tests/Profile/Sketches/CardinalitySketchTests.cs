using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Tests.Profile.Sketches;

public sealed class CardinalitySketchTests
{
    [TestCase(0, 0)]
    [TestCase(1, 0)]
    [TestCase(100, 1)]
    [TestCase(10_000, 2)]
    [TestCase(60_000, 2)]
    [TestCase(1_000_000, 2)]
    public void It_counts_distinct_values_within_two_percent(int values, double percent)
    {
        var sketch = new CardinalitySketch();
        for (var number = 0; number < values; number++)
            sketch.Add(Numbered.Hash(number));

        Assert.That(sketch.Estimate(), Is.EqualTo(values).Within(Math.Max(0.01, values * percent / 100)));
    }

    [Test]
    public void Repeats_change_nothing()
    {
        var sketch = new CardinalitySketch();
        for (var number = 0; number < 50_000; number++)
            sketch.Add(Numbered.Hash(number));
        var once = sketch.Estimate();
        for (var number = 0; number < 50_000; number++)
            sketch.Add(Numbered.Hash(number));

        Assert.That(sketch.Estimate(), Is.EqualTo(once));
    }

    [Test]
    public void Parts_with_common_values_make_the_whole()
    {
        var (whole, left, right) = (new CardinalitySketch(), new CardinalitySketch(), new CardinalitySketch());
        for (var number = 0; number < 200_000; number++)
        {
            whole.Add(Numbered.Hash(number));
            if (number < 120_000)
                left.Add(Numbered.Hash(number));
            if (number > 80_000)
                right.Add(Numbered.Hash(number));
        }

        left.Merge(Numbered.Stored(right.Write, CardinalitySketch.Read));

        Assert.That(left.Estimate(), Is.EqualTo(whole.Estimate()));
    }

    [Test]
    public void A_hundred_columns_stay_within_two_percent_but_for_a_few()
    {
        var errors = new List<double>();
        for (var column = 0; column < 100; column++)
        {
            var sketch = new CardinalitySketch();
            for (var number = 0; number < 30_000; number++)
                sketch.Add(Numbered.Hash((column * 1_000_000) + number));
            errors.Add(Math.Abs(sketch.Estimate() - 30_000) / 30_000);
        }

        Assert.That(errors.Count(error => error > 0.02), Is.LessThanOrEqualTo(4));
        Assert.That(errors.Average(), Is.LessThan(0.0085));
    }
}
