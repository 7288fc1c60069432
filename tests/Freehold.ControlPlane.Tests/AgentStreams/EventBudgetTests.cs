using Freehold.ControlPlane.AgentStreams;

namespace Freehold.ControlPlane.Tests.AgentStreams;

internal sealed class EventBudgetTests
{
    private readonly Clock _clock = new();

    [Test]
    public void A_burst_passes_at_once_and_what_is_beyond_it_waits_for_its_second()
    {
        var budget = new EventBudget(eventsPerSecond: 1_000, burst: 3_000, _clock);

        Assert.That(Enumerable.Range(0, 6).Select(_ => budget.Spend(500)), Is.All.EqualTo(TimeSpan.Zero));
        Assert.That(budget.Spend(500), Is.EqualTo(TimeSpan.FromSeconds(0.5)));
        Assert.That(budget.Spend(500), Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void Whoever_waits_as_long_as_it_is_told_keeps_the_pace_for_ever()
    {
        var budget = new EventBudget(eventsPerSecond: 1_000, burst: 500, _clock);
        var began = _clock.Seconds;

        for (var batch = 0; batch < 100; batch++)
            _clock.Seconds += budget.Spend(500).TotalSeconds;

        Assert.That(_clock.Seconds - began, Is.EqualTo(49.5).Within(0.001));
    }

    [Test]
    public void A_quiet_time_earns_one_burst_and_no_more()
    {
        var budget = new EventBudget(eventsPerSecond: 1_000, burst: 2_000, _clock);
        budget.Spend(2_000);
        _clock.Seconds += 3_600;

        Assert.That(budget.Spend(2_000), Is.EqualTo(TimeSpan.Zero));
        Assert.That(budget.Spend(1), Is.EqualTo(TimeSpan.FromMilliseconds(1)));
    }

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)(Seconds * TimestampFrequency);
    }
}
