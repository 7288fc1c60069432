using Freehold.Agent.Executors.Kubernetes;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class WaitNoticeTests
{
    private static readonly Verdict Image = new Verdict.Waits(WaitingReason.Image);
    private static readonly Verdict Quota = new Verdict.Waits(WaitingReason.Quota);

    private readonly WaitNotice _notice = new();

    [Test]
    public void A_wait_is_told_once_it_has_lasted()
    {
        Assert.That(_notice.Of(Image, TimeSpan.Zero), Is.Null);
        Assert.That(_notice.Of(Image, TimeSpan.FromSeconds(1.9)), Is.Null);
        Assert.That(_notice.Of(Image, TimeSpan.FromSeconds(2)), Is.EqualTo(WaitingReason.Image));
    }

    [Test]
    public void Another_reason_counts_anew()
    {
        _notice.Of(Image, TimeSpan.Zero);

        Assert.That(_notice.Of(Quota, TimeSpan.FromSeconds(3)), Is.Null);
        Assert.That(_notice.Of(Quota, TimeSpan.FromSeconds(5)), Is.EqualTo(WaitingReason.Quota));
    }

    [Test]
    public void What_runs_waits_for_nothing()
    {
        _notice.Of(Image, TimeSpan.Zero);

        Assert.That(_notice.Of(new Verdict.Runs(), TimeSpan.FromSeconds(9)), Is.Null);
    }
}
