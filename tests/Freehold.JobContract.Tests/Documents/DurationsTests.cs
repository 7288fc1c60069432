using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Tests.Documents;

public sealed class DurationsTests
{
    [TestCase("45s", 45)]
    [TestCase("30m", 1800)]
    [TestCase("2h", 7200)]
    [TestCase("1h30m", 5400)]
    [TestCase("1d12h", 129_600)]
    public void Durations_are_read_as_people_write_them(string text, int seconds)
    {
        Assert.That(Durations.TryParse(text, out var duration), Is.True);
        Assert.That(duration, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [TestCase("")]
    [TestCase("0s")]
    [TestCase("90")]
    [TestCase("1.5h")]
    [TestCase("-1h")]
    [TestCase("30m1h")]
    [TestCase("400d")]
    [TestCase("1h\n")]
    [TestCase("99999999h")]
    public void Anything_else_is_refused(string text)
    {
        Assert.That(Durations.TryParse(text, out _), Is.False);
    }
}
