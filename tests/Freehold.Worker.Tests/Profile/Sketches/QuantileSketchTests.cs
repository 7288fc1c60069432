using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Tests.Profile.Sketches;

public sealed class QuantileSketchTests
{
    private static readonly double[] Shares = [.. Enumerable.Range(0, 101).Select(percent => percent / 100.0)];

    [TestCase("uniform")]
    [TestCase("sorted")]
    [TestCase("falling")]
    [TestCase("normal")]
    [TestCase("few")]
    public void Every_quantile_is_within_one_percent_of_its_rank(string order)
    {
        var numbers = Numbers(order, 1_000_000);
        var sketch = new QuantileSketch();
        foreach (var number in numbers)
            sketch.Add(number);

        AssertWithinOnePercent(sketch, numbers);
    }

    [Test]
    public void Fifty_parts_are_as_good_as_the_whole()
    {
        var numbers = Numbers("normal", 500_000);
        var merged = new QuantileSketch();
        foreach (var part in numbers.Chunk(10_000))
        {
            var sketch = new QuantileSketch();
            foreach (var number in part)
                sketch.Add(number);
            merged.Merge(Numbered.Stored(sketch.Write, QuantileSketch.Read));
        }

        Assert.That(merged.Count, Is.EqualTo(500_000));
        AssertWithinOnePercent(merged, numbers);
    }

    [Test]
    public void Few_numbers_are_exact()
    {
        var sketch = new QuantileSketch();
        foreach (var number in new double[] { 5, 1, 4, 2, 3 })
            sketch.Add(number);

        Assert.That(sketch.Quantiles([0, 0.25, 0.5, 0.75, 1]), Is.EqualTo(new double[] { 1, 2, 3, 4, 5 }));
        Assert.That(new QuantileSketch().Quantiles([0.5]), Is.Empty);
    }

    private static double[] Numbers(string order, int count)
    {
        var random = new Random(42);
        return [.. Enumerable.Range(0, count).Select(index => order switch
        {
            "sorted" => index,
            "falling" => -index,
            "normal" => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()),
            "few" => random.Next(7),
            _ => random.NextDouble(),
        })];
    }

    private static void AssertWithinOnePercent(QuantileSketch sketch, double[] numbers)
    {
        var sorted = numbers.Order().ToArray();
        var quantiles = sketch.Quantiles(Shares);
        for (var index = 0; index < Shares.Length; index++)
        {
            // Of equal numbers any rank counts.
            var low = Array.BinarySearch(sorted, quantiles[index]);
            var high = low;
            while (low > 0 && sorted[low - 1] == quantiles[index])
                low--;
            while (high < sorted.Length - 1 && sorted[high + 1] == quantiles[index])
                high++;
            var wanted = Shares[index] * sorted.Length;
            Assert.That(Math.Max(0, Math.Max(low - wanted, wanted - high - 1)), Is.LessThan(0.01 * sorted.Length), $"at {Shares[index]}");
        }
    }
}
