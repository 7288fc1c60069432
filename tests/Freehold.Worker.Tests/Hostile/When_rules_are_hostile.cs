namespace Freehold.Worker.Tests.Hostile;

/// <summary>Patterns that take exponential time elsewhere, met by values made for them.</summary>
// Each uses all the memory and processors that it may: one after the other.
[NonParallelizable]
public sealed class When_rules_are_hostile
{
    private readonly HostileBench _bench = new();

    [SetUp]
    public void Inputs() =>
        _bench.Files.Put("in/a.csv", "t,n\n" + string.Concat(Enumerable.Repeat($"{new string('a', 20_000)}!,1\n", 20)));

    [TearDown]
    public void Remove() => _bench.Dispose();

    [TestCase("(a+)+$")]
    [TestCase("(a|aa)+$")]
    [TestCase("(.*a){12}$")]
    public async Task A_pattern_takes_its_time_in_proportion(string pattern)
    {
        var profile = await _bench.RunAsync("profile", $"rules: [{{columns: t, rule: regex, pattern: '{pattern}'}}]");
        var transform = await _bench.RunAsync(
            "transform", $"rules: [{{columns: t, action: expression, value: \"re.sub('{pattern}', '#', this)\"}}]");

        profile.AssertCommitted();
        Assert.That(profile.Succeeded.Profile.RulesFailed, Is.EqualTo(1));
        if (transform.ExitCode != 0)
            Assert.That((transform.Failed.Code, transform.Failed.Detail), Is.EqualTo(("bad_input", "too_costly")));
    }
}
