using Freehold.ControlPlane.Jobs;
using Freehold.JobContract.Failures;

namespace Freehold.ControlPlane.Tests.Jobs;

internal sealed class RetryPolicyTests
{
    [TestCase(0, 0, ExpectedResult = nameof(RetryDecision.GiveUp))]
    [TestCase(2, 0, ExpectedResult = nameof(RetryDecision.SpendRetry))]
    [TestCase(2, 1, ExpectedResult = nameof(RetryDecision.SpendRetry))]
    [TestCase(2, 2, ExpectedResult = nameof(RetryDecision.GiveUp))]
    public string The_jobs_own_failures_spend_its_retries(int retries, int spent) =>
        RetryPolicy.After(RetryClass.Job, retries, spent, losses: 0, mostLosses: 5).ToString();

    [Test]
    public void Losses_spend_no_retry_but_have_an_end([Range(0, 6)] int losses)
    {
        Assert.That(RetryPolicy.After(RetryClass.Infrastructure, retries: 0, retriesSpent: 0, losses, mostLosses: 5),
            Is.EqualTo(losses < 5 ? RetryDecision.CountLoss : RetryDecision.GiveUp));
    }

    [Test]
    public void What_would_fail_the_same_way_is_not_tried_again()
    {
        Assert.That(RetryPolicy.After(RetryClass.Permanent, retries: 100, retriesSpent: 0, losses: 0, mostLosses: 5), Is.EqualTo(RetryDecision.GiveUp));
    }

    [TestCase(1, 0.0, 0.5)]
    [TestCase(1, 1.0, 1.0)]
    [TestCase(2, 1.0, 2.0)]
    [TestCase(6, 1.0, 32.0)]
    [TestCase(7, 1.0, 60.0)]
    [TestCase(1_000_000, 0.0, 30.0)]
    public void The_pause_doubles_up_to_a_minute_and_is_spread_over_its_second_half(int attempts, double jitter, double seconds)
    {
        Assert.That(RetryBackoff.Pause(new(), attempts, jitter), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }
}
