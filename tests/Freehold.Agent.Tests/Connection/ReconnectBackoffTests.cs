using Freehold.Agent.Connection;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Connection;

internal sealed class ReconnectBackoffTests
{
    private const double AlmostOne = 0.999999;

    private static IEnumerable<StreamEnding> EndingsForAPerson =>
        Enum.GetValues<StreamEnding>().Where(ending => new FinishedStream(ending, Refusal: RefusalReason.TokenRevoked).NeedsPerson);

    private static readonly FinishedStream Broken = new(StreamEnding.Broken);

    [TestCase(0, 1)]
    [TestCase(1, 2)]
    [TestCase(2, 4)]
    [TestCase(5, 32)]
    [TestCase(6, 60)]
    [TestCase(1_000_000, 60)]
    public void The_ceiling_doubles_from_one_second_to_sixty(int failures, int seconds)
    {
        Assert.That(ReconnectBackoff.After(Broken, failures, AlmostOne).TotalSeconds, Is.EqualTo(seconds).Within(0.001));
    }

    [Test]
    public void The_jitter_is_full()
    {
        Assert.That(ReconnectBackoff.After(Broken, 6, 0.5).TotalSeconds, Is.EqualTo(30).Within(0.001));
        Assert.That(ReconnectBackoff.After(Broken, 6, 0).TotalSeconds, Is.LessThan(1));
    }

    [Test]
    public void No_ending_is_followed_by_a_tight_loop([Values] StreamEnding ending, [Values(0, 1, 6)] int failures)
    {
        Assert.That(ReconnectBackoff.After(new(ending), failures, 0), Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(100)));
    }

    [Test]
    public void What_only_a_person_can_put_right_is_asked_about_slowly(
        [ValueSource(nameof(EndingsForAPerson))] StreamEnding ending, [Values(0, 1, 6)] int failures, [Values(0, 0.5, AlmostOne)] double chance)
    {
        Assert.That(ReconnectBackoff.After(new(ending, Refusal: RefusalReason.TokenRevoked), failures, chance), Is.InRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60)));
    }

    [Test]
    public void A_herd_that_is_told_when_to_come_back_comes_spread_out([Values(0, 10, 120)] int seconds)
    {
        var told = new FinishedStream(StreamEnding.ToldToGo, HeardAnything: true, RetryAfter: TimeSpan.FromSeconds(seconds));

        var first = ReconnectBackoff.After(told, 0, 0);
        var last = ReconnectBackoff.After(told, 0, AlmostOne);

        Assert.That(first, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds)));
        Assert.That(last - first, Is.GreaterThan(TimeSpan.FromSeconds(0.8)));
    }

    [Test]
    public void Nobody_is_sent_away_for_more_than_about_an_hour()
    {
        var told = new FinishedStream(StreamEnding.ToldToGo, HeardAnything: true, RetryAfter: TimeSpan.FromDays(365));

        Assert.That(ReconnectBackoff.After(told, 0, AlmostOne), Is.LessThan(TimeSpan.FromMinutes(62)));
    }

    [Test]
    public void Told_to_wait_it_waits_for_that_and_at_most_a_fifth_more([Values(0.2, 3, 299)] double seconds, [Values(0, 6)] int failures)
    {
        var told = new FinishedStream(StreamEnding.ToldToWait, RetryAfter: TimeSpan.FromSeconds(seconds));

        Assert.That(ReconnectBackoff.After(told, failures, 0).TotalSeconds, Is.EqualTo(seconds).Within(0.001));
        Assert.That(ReconnectBackoff.After(told, failures, AlmostOne).TotalSeconds, Is.EqualTo(seconds * 1.2).Within(0.001));
    }

    [Test]
    public void Nobody_is_told_to_wait_for_more_than_about_five_minutes()
    {
        var told = new FinishedStream(StreamEnding.ToldToWait, RetryAfter: TimeSpan.FromHours(2));

        Assert.That(ReconnectBackoff.After(told, 0, AlmostOne), Is.InRange(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6)));
    }
}
