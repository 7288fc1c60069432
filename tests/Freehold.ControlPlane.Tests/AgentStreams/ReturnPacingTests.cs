using Freehold.ControlPlane.AgentStreams;

namespace Freehold.ControlPlane.Tests.AgentStreams;

internal sealed class ReturnPacingTests
{
    [Test]
    public void The_time_grows_with_the_agents_to_a_minute([Values(0, 500, 2_000, 10_000, 1_000_000)] int agents)
    {
        var expected = agents switch { 2_000 => 4, 10_000 => 20, 1_000_000 => 60, _ => 3 };

        Assert.That(ReturnPacing.Within(agents, atLeast: TimeSpan.FromSeconds(3)).TotalSeconds, Is.EqualTo(expected));
    }

    [Test]
    public void Ten_thousand_that_are_sent_away_at_once_come_back_spread_over_their_time()
    {
        var pacing = new ReturnPacing(TimeProvider.System);

        var returns = Enumerable.Range(0, 10_000).Select(_ => pacing.SendAway().TotalSeconds).ToList();

        Assert.That(returns, Is.All.InRange(0.25, 20.25));
        var busiest = returns.GroupBy(at => (int)at).Max(second => second.Count());
        Assert.That(busiest, Is.LessThan(2_500), "in one second");
        Assert.That(returns.Max(), Is.GreaterThan(15));
    }
}
