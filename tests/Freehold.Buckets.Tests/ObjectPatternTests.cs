namespace Freehold.Buckets.Tests;

public sealed class ObjectPatternTests
{
    [TestCase("*.csv", "a.csv", true)]
    [TestCase("*.csv", "in/a.csv", false)]
    [TestCase("*.csv", "a.CSV", false)]
    [TestCase("*.csv", "a.csv\n", false)]
    [TestCase("a?.csv", "a1.csv", true)]
    [TestCase("a?.csv", "a.csv", false)]
    [TestCase("**/*.csv", "a.csv", true)]
    [TestCase("**/*.csv", "x/y/a.csv", true)]
    [TestCase("x/**", "x/y/a.csv", true)]
    [TestCase("x/**", "y/a.csv", false)]
    [TestCase("a[1].csv", "a[1].csv", true)]
    [TestCase("a[1].csv", "a1.csv", false)]
    [TestCase("a.csv", "aXcsv", false)]
    public void A_pattern_matches_what_it_says(string pattern, string name, bool matches) =>
        Assert.That(new ObjectPattern(pattern).Matches(name), Is.EqualTo(matches));

    [TestCase("*.csv", false)]
    [TestCase("x/*.csv", true)]
    [TestCase("**", true)]
    public void A_listing_goes_deep_only_for_patterns_that_need_it(string pattern, bool deep) =>
        Assert.That(new ObjectPattern(pattern).IsDeep, Is.EqualTo(deep));
}
