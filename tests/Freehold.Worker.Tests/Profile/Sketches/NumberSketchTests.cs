using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Tests.Profile.Sketches;

public sealed class NumberSketchTests
{
    [Test]
    public void Moments_of_parts_are_those_of_the_whole_also_far_from_zero()
    {
        var random = new Random(1);
        var numbers = Enumerable.Range(0, 100_000).Select(_ => 1e9 + random.NextDouble()).ToArray();
        var mean = numbers.Average(number => number - 1e9) + 1e9;
        var deviation = Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Length - 1));

        var merged = new Moments();
        foreach (var part in numbers.Chunk(777))
        {
            var moments = new Moments();
            foreach (var number in part)
                moments.Add(number);
            merged.Merge(Numbered.Stored(moments.Write, Moments.Read));
        }

        Assert.That(merged.Count, Is.EqualTo(numbers.Length));
        Assert.That(merged.Mean, Is.EqualTo(mean).Within(1e-6));
        Assert.That(merged.Deviation, Is.EqualTo(deviation).Within(1e-6));
        Assert.That((merged.Least, merged.Most), Is.EqualTo((numbers.Min(), numbers.Max())));
    }

    [Test]
    public void Bins_hold_what_lies_in_them()
    {
        var random = new Random(2);
        var numbers = Enumerable.Range(0, 50_000).Select(_ => (random.NextDouble() * 2000) - 500).ToArray();
        var histogram = new FineHistogram();
        foreach (var number in numbers)
            histogram.Add(number);

        var bins = histogram.Cut(-500, 1500, 20);
        Assert.That(bins.Sum(), Is.EqualTo(numbers.Length));
        for (var bin = 0; bin < 20; bin++)
        {
            var (from, to) = (-500 + (bin * 100), -400 + (bin * 100));
            Assert.That(bins[bin], Is.EqualTo(numbers.Count(number => number >= from && number < to)).Within(40), "but for a cell at the edge");
        }
    }

    [TestCase(1e300, -1e-300)]
    [TestCase(-3, 1e18)]
    [TestCase(0, 0)]
    [TestCase(double.MaxValue, double.MinValue)]
    [TestCase(1e-12, 3e-12)]
    public void Any_two_numbers_have_room(double left, double right)
    {
        var histogram = new FineHistogram();
        histogram.Add(left);
        histogram.Add(right);
        histogram.Add(left);

        Assert.That(histogram.Cut(Math.Min(left, right), Math.Max(left, right), 3).Sum(), Is.EqualTo(3));
    }

    [Test]
    public void A_histogram_does_not_depend_on_the_order_of_rows_or_parts()
    {
        var random = new Random(3);
        var numbers = Enumerable.Range(0, 20_000).Select(_ => Math.Exp(random.NextDouble() * 20) - 1000).ToArray();
        var whole = Of(numbers);
        var merged = new FineHistogram();
        foreach (var part in numbers.Reverse().Chunk(999))
            merged.Merge(Numbered.Stored(Of(part).Write, FineHistogram.Read));

        Assert.That(Bytes(merged), Is.EqualTo(Bytes(whole)));
    }

    private static FineHistogram Of(IEnumerable<double> numbers)
    {
        var histogram = new FineHistogram();
        foreach (var number in numbers)
            histogram.Add(number);
        return histogram;
    }

    private static byte[] Bytes(FineHistogram histogram)
    {
        using var stream = new MemoryStream();
        histogram.Write(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
