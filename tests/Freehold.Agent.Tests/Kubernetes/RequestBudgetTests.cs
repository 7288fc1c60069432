using Freehold.Agent.Kubernetes;

namespace Freehold.Agent.Tests.Kubernetes;

public sealed class RequestBudgetTests
{
    private readonly ManualTimeProvider _time = new();

    [Test]
    public void A_burst_goes_at_once_and_what_follows_at_the_rate()
    {
        var budget = new RequestBudget(perSecond: 10, burst: 3, _time);

        var waits = Enumerable.Range(0, 6).Select(_ => budget.Take().TotalMilliseconds);

        Assert.That(waits, Is.EqualTo(new[] { 0, 0, 0, 100, 200, 300 }).Within(0.01));
    }

    [Test]
    public void A_pause_gives_the_burst_back_and_no_more()
    {
        var budget = new RequestBudget(perSecond: 10, burst: 3, _time);
        for (var request = 0; request < 5; request++)
            budget.Take();

        _time.Advance(TimeSpan.FromHours(1));

        Assert.That(Enumerable.Range(0, 4).Select(_ => budget.Take().TotalMilliseconds), Is.EqualTo(new[] { 0, 0, 0, 100 }).Within(0.01));
    }
}
