using System.Diagnostics;
using Freehold.Hosting.Correlation;

namespace Freehold.Hosting.Tests.Correlation;

public sealed class CorrelationIdTests
{
    [TestCase("a", true)]
    [TestCase("0aZ-", true)]
    [TestCase("1234567890123456789012345678901234567890123456789012345678901234", true)]
    [TestCase("12345678901234567890123456789012345678901234567890123456789012345", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    [TestCase("a b", false)]
    [TestCase("a\n", false)]
    [TestCase("ä", false)]
    public void Only_short_plain_text_is_one(string? text, bool valid)
    {
        Assert.That(CorrelationId.IsValid(text), Is.EqualTo(valid));
    }

    [Test]
    public void A_new_one_is_the_traces_when_there_is_one()
    {
        Assert.That(CorrelationId.IsValid(CorrelationId.New()), Is.True);

        using var activity = new Activity("sample").SetIdFormat(ActivityIdFormat.W3C).Start();
        Assert.That(CorrelationId.New(), Is.EqualTo(activity.TraceId.ToHexString()));
    }
}
