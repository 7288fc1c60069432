using System.Globalization;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Tests.Kernels;

public sealed class ValueActionTests
{
    private static readonly Dictionary<string, string> Sexes = new(StringComparer.Ordinal) { ["m"] = "male", ["f"] = "", ["日"] = "sun" };

    [TestCase("m", null, "male")]
    [TestCase("f", "x", "")]
    [TestCase("日", null, "sun")]
    [TestCase("other", null, "other")]
    [TestCase("other", "unknown", "unknown")]
    public void A_list_says_what_a_value_becomes(string value, string? otherwise, string replaced) =>
        Assert.That(Kernel.Apply(new ReplaceAction(null, Sexes, otherwise), value), Is.EqualTo(replaced));

    [Test]
    public void One_value_for_all() =>
        Assert.That(Kernel.Apply(new ReplaceAction("0", new Dictionary<string, string>(StringComparer.Ordinal), null), "x"), Is.EqualTo("0"));

    [TestCase("Müller", 2, "Mü")]
    [TestCase("日本語", 5, "日本語")]
    [TestCase("😀😀", 1, "😀")]
    public void A_text_keeps_its_first_characters(string value, int length, string cut) =>
        Assert.That(Kernel.Apply(new TruncateAction(length, null, null, null, InvalidValues.Fail), value), Is.EqualTo(cut));

    [TestCase("2020-03-17", DatePart.Year, "2020-01-01")]
    [TestCase("17.03.2020", DatePart.Month, "01.03.2020")]
    [TestCase("7.3.2020", DatePart.Month, "1.3.2020")]
    [TestCase("2020-03-17T10:11:12Z", DatePart.Day, "2020-03-17")]
    [TestCase("soon", DatePart.Day, null)]
    public void A_date_is_cut_and_written_as_it_was(string value, DatePart part, string? cut) =>
        Assert.That(Kernel.Apply(new TruncateAction(null, part, null, null, InvalidValues.Fail), value), Is.EqualTo(cut));

    [TestCase("12.987", 1, null, "12.9")]
    [TestCase("-12.987", 0, null, "-12")]
    [TestCase("12", 2, null, "12")]
    [TestCase("1999", null, "100", "1900")]
    [TestCase("-1999", null, "100", "-1900")]
    [TestCase("7.38", null, "0.25", "7.25")]
    [TestCase("1e3", null, "300", "900")]
    [TestCase("n/a", 1, null, null)]
    public void A_number_is_cut_towards_zero(string value, int? decimals, string? multiple, string? cut) =>
        Assert.That(
            Kernel.Apply(new TruncateAction(null, null, decimals, multiple is null ? null : Number(multiple), InvalidValues.Fail), value),
            Is.EqualTo(cut));

    [TestCase("10", "[10,20)", "10")]
    [TestCase("19.99", "[10,20)", "10")]
    [TestCase("-0.5", "[-10,0)", "-10")]
    [TestCase("0", "[0,10)", "0")]
    public void A_number_lies_in_a_range_of_one_width(string value, string range, string lower)
    {
        Assert.That(Kernel.Apply(new BucketAction(10, [], null, 0, BucketLabel.Range, InvalidValues.Fail), value), Is.EqualTo(range));
        Assert.That(Kernel.Apply(new BucketAction(10, [], null, 0, BucketLabel.Lower, InvalidValues.Fail), value), Is.EqualTo(lower));
    }

    [TestCase("17", "(-inf,18)", "")]
    [TestCase("18", "[18,65.5)", "18")]
    [TestCase("65.5", "[65.5,inf)", "65.5")]
    public void A_number_lies_between_edges(string value, string range, string lower)
    {
        Assert.That(Kernel.Apply(new BucketAction(null, [18, 65.5m], null, 0, BucketLabel.Range, InvalidValues.Fail), value), Is.EqualTo(range));
        Assert.That(Kernel.Apply(new BucketAction(null, [18, 65.5m], null, 0, BucketLabel.Lower, InvalidValues.Fail), value), Is.EqualTo(lower));
    }

    [TestCase("2021-01-03", DatePeriod.Week, "2020-W53", "2020-12-28")]
    [TestCase("2020-05-17", DatePeriod.Month, "2020-05", "2020-05-01")]
    [TestCase("17.12.2020", DatePeriod.Quarter, "2020-Q4", "01.10.2020")]
    [TestCase("12/17/2020", DatePeriod.Year, "2020", "01/01/2020")]
    [TestCase("0001-01-01", DatePeriod.Week, "0001-W01", "0001-01-01")]
    public void A_date_lies_in_a_period(string value, DatePeriod period, string name, string first)
    {
        Assert.That(Kernel.Apply(new BucketAction(null, [], period, 0, BucketLabel.Range, InvalidValues.Fail), value), Is.EqualTo(name));
        Assert.That(Kernel.Apply(new BucketAction(null, [], period, 0, BucketLabel.Lower, InvalidValues.Fail), value), Is.EqualTo(first));
    }

    // Computed with Python from the formulas in docs/transform.md, for the scale 10.
    [TestCase("100", NoiseDistribution.Uniform, "104")]
    [TestCase("100", NoiseDistribution.Laplace, "105")]
    [TestCase("100", NoiseDistribution.Gaussian, "103")]
    [TestCase("3.50", NoiseDistribution.Uniform, "5.06")]
    [TestCase("3.50", NoiseDistribution.Laplace, "5.20")]
    [TestCase("3.50", NoiseDistribution.Gaussian, "-2.49")]
    public void Noise_follows_the_token_and_keeps_the_decimals(string value, NoiseDistribution distribution, string noisy) =>
        Assert.That(Kernel.Apply(Noise(distribution, NoiseSource.Value), value), Is.EqualTo(noisy));

    [TestCase(NoiseDistribution.Uniform, 10 / 1.7320508)]
    [TestCase(NoiseDistribution.Laplace, 14.142136)]
    [TestCase(NoiseDistribution.Gaussian, 10)]
    public void Noise_has_the_deviation_of_its_distribution(NoiseDistribution distribution, double deviation)
    {
        var noise = Enumerable.Range(0, 4000)
            .Select(number => double.Parse(Kernel.Apply(Noise(distribution, NoiseSource.Value), $"{number}.00000")!, CultureInfo.InvariantCulture) - number)
            .ToList();

        Assert.That(noise.Average(), Is.EqualTo(0).Within(deviation / 10));
        Assert.That(Math.Sqrt(noise.Average(one => one * one)), Is.EqualTo(deviation).Within(deviation / 10));
    }

    [Test]
    public void Noise_by_row_differs_and_stays_within_its_bounds()
    {
        var action = Noise(NoiseDistribution.Gaussian, NoiseSource.Row) with { Least = 95, Most = 105.5m };
        var noisy = Enumerable.Range(0, 200).Select(_ => Number(Kernel.Apply(action, "100.000")!)).ToList();

        Assert.That(noisy.Distinct().Count(), Is.GreaterThan(50));
        Assert.That(noisy, Is.All.InRange(95m, 105.5m));
        Assert.That(noisy, Does.Contain(95m).And.Contain(105.5m));
    }

    [TestCase("ten")]
    [TestCase("NaN")]
    [TestCase("1,000")]
    public void What_is_no_number_is_refused_or_becomes_empty(string value)
    {
        Assert.That(Kernel.Apply(Noise(NoiseDistribution.Uniform, NoiseSource.Value), value), Is.Null);
        Assert.That(Kernel.Apply(Noise(NoiseDistribution.Uniform, NoiseSource.Value) with { OnInvalid = InvalidValues.Empty }, value), Is.Empty);
        Assert.That(Kernel.Apply(new BucketAction(10, [], null, 0, BucketLabel.Range, InvalidValues.Fail), value), Is.Null);
    }

    private static NoiseAction Noise(NoiseDistribution distribution, NoiseSource by) =>
        new(distribution, 10, by, null, null, "default", InvalidValues.Fail);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
