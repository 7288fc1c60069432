using Freehold.Agent.Watchdogs;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Watchdogs;

public sealed class LoopWatchdogsTests
{
    private static readonly WatchedLoop Loop = new("loop", TimeSpan.FromSeconds(10), RestartCures: true);
    private static readonly WatchedLoop Disk = new("disk", TimeSpan.FromSeconds(10), RestartCures: false);
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(11);

    private readonly SteppedClock _time = new();
    private readonly LoopWatchdogs _watchdogs;

    public LoopWatchdogsTests() => _watchdogs = new(_time);

    [Test]
    public void A_loop_that_takes_longer_than_it_may_is_stalled()
    {
        _watchdogs.Watch(Loop).WentRound();
        _time.Pass(TimeSpan.FromSeconds(9));
        Assert.That(_watchdogs.CuredByRestart(), Is.Empty);

        _time.Pass(TimeSpan.FromSeconds(2));

        var stalled = _watchdogs.CuredByRestart().Single();
        Assert.That(stalled.Loop, Is.EqualTo(Loop));
        Assert.That(stalled.Age, Is.GreaterThanOrEqualTo(TooLong));
    }

    [Test]
    public void One_that_waits_by_design_never_is()
    {
        var watch = _watchdogs.Watch(Loop);
        _time.Pass(TooLong);
        Assert.That(new StalledLoops(_watchdogs).Current(), Is.Empty, "it has not even begun");

        watch.WentRound();
        watch.Waits();
        _time.Pass(TimeSpan.FromDays(7));

        Assert.That(new StalledLoops(_watchdogs).Current(), Is.Empty);
        Assert.That(_watchdogs.States().Single().Age, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void It_is_no_longer_stalled_once_it_gets_on()
    {
        var watch = _watchdogs.Watch(Loop);
        watch.WentRound();
        _time.Pass(TooLong);

        watch.WentRound();

        Assert.That(new StalledLoops(_watchdogs).Current(), Is.Empty);
    }

    [Test]
    public void One_that_is_over_counts_no_more()
    {
        var watch = _watchdogs.Watch(Loop);
        watch.WentRound();
        _time.Pass(TooLong);

        watch.Dispose();

        Assert.That(_watchdogs.States().Single(), Is.EqualTo(new LoopState(Loop, TimeSpan.Zero, Stalled: 0)));
    }

    [Test]
    public void Of_many_of_a_kind_the_one_furthest_behind_counts()
    {
        var watches = Enumerable.Range(0, 3).Select(_ => _watchdogs.Watch(Loop)).ToList();
        watches[0].WentRound();
        watches[1].WentRound();
        _time.Pass(TooLong);
        watches[2].WentRound();

        var condition = new StalledLoops(_watchdogs).Current().Single();

        Assert.That(condition.Code, Is.EqualTo(AgentConditionCode.LoopStalled));
        Assert.That(condition.Subject, Is.EqualTo("loop"));
        Assert.That(condition.Count, Is.EqualTo(2));
        Assert.That(condition.Age, Is.GreaterThanOrEqualTo(TooLong));
    }

    // Restarting an agent whose disk hangs makes an agent that does not start.
    [Test]
    public void While_something_stands_still_that_a_restart_does_not_cure_none_is_asked_for()
    {
        var disk = _watchdogs.Watch(Disk);
        disk.WentRound();
        _watchdogs.Watch(Loop).WentRound();
        _time.Pass(TooLong);

        Assert.That(_watchdogs.CuredByRestart(), Is.Empty);
        Assert.That(new StalledLoops(_watchdogs).Current().Select(condition => condition.Subject), Is.EquivalentTo(new[] { "disk", "loop" }));

        disk.Waits();
        Assert.That(_watchdogs.CuredByRestart().Single().Loop, Is.EqualTo(Loop));
    }
}
