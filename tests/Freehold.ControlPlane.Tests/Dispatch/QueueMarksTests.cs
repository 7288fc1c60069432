using Freehold.ControlPlane.Dispatch;

namespace Freehold.ControlPlane.Tests.Dispatch;

public sealed class QueueMarksTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private QueueMarks _marks = null!;

    [SetUp]
    public void Forget() => _marks = new();

    [Test]
    public void At_first_everything_is_looked_at()
    {
        Assert.That(IsLookedAt(0, Noon) && IsLookedAt(100, Noon), Is.True);
        Assert.That(_marks.OldestAttempt, Is.EqualTo(DateTime.MinValue));
    }

    [Test]
    public void What_was_taken_of_a_priority_is_passed_over_and_nothing_else()
    {
        _marks.Took(50, IdAt(Noon));
        _marks.Took(20, IdAt(Noon.AddMinutes(-5)));

        Assert.That(IsLookedAt(50, Noon.AddMinutes(-1)), Is.False);
        Assert.That(IsLookedAt(50, Noon.AddTicks(1)), Is.True);
        Assert.That(IsLookedAt(20, Noon.AddMinutes(-6)), Is.False);
        Assert.That(IsLookedAt(20, Noon.AddMinutes(-4)), Is.True);
        foreach (var priority in (short[])[0, 19, 21, 49, 51, 100])
            Assert.That(IsLookedAt(priority, Noon.AddYears(-1)), Is.True, $"{priority}");
    }

    [Test]
    public void Stretches_follow_each_other_in_the_order_of_the_queue()
    {
        _marks.Took(20, IdAt(Noon));
        _marks.Took(90, IdAt(Noon));
        _marks.Took(50, IdAt(Noon));

        Assert.That(_marks.Stretches().Select(stretch => (stretch.AfterRank, stretch.BeforeRank)),
            Is.EqualTo(new[] { (short.MinValue, (short)-90), ((short)-90, (short)-50), ((short)-50, (short)-20), ((short)-20, short.MaxValue) }));
    }

    [Test]
    public void Ids_of_the_same_moment_are_looked_at_since_they_are_in_no_order()
    {
        _marks.Took(50, IdAt(Noon));

        Assert.That(IsLookedAt(50, Noon.AddMilliseconds(-50)), Is.True);
    }

    [Test]
    public void A_job_that_is_queued_behind_its_mark_moves_the_mark_back()
    {
        _marks.Took(50, IdAt(Noon));
        _marks.Queued(50, IdAt(Noon.AddSeconds(-30)));
        _marks.Queued(50, IdAt(Noon.AddSeconds(-10)));

        Assert.That(IsLookedAt(50, Noon.AddSeconds(-30)), Is.True);
        Assert.That(IsLookedAt(50, Noon.AddSeconds(-31)), Is.False);
    }

    [Test]
    public void After_news_of_another_replica_the_last_seconds_are_looked_at_again()
    {
        _marks.Took(50, IdAt(Noon));
        _marks.QueuedElsewhere(Noon);

        Assert.That(IsLookedAt(50, Noon.AddSeconds(-4)), Is.True);
        Assert.That(IsLookedAt(50, Noon.AddSeconds(-10)), Is.False);
    }

    [Test]
    public void A_sweep_looks_at_everything_once_and_forgets_nothing()
    {
        _marks.Took(50, IdAt(Noon));
        _marks.OldestAttempt = Noon.UtcDateTime;

        _marks.Sweep();
        Assert.That(IsLookedAt(50, Noon.AddYears(-1)), Is.True);
        Assert.That(_marks.OldestAttempt, Is.EqualTo(DateTime.MinValue));

        _marks.Swept();
        Assert.That(IsLookedAt(50, Noon.AddMinutes(-1)), Is.False);
        Assert.That(_marks.OldestAttempt, Is.EqualTo(Noon.UtcDateTime));
    }

    [Test]
    public void An_old_job_that_a_sweep_took_moves_the_mark_back_for_there_may_be_more()
    {
        _marks.Took(50, IdAt(Noon));
        _marks.Took(50, IdAt(Noon.AddMinutes(-5)));

        Assert.That(IsLookedAt(50, Noon.AddMinutes(-4)), Is.True);
    }

    [Test]
    public void Of_too_many_priorities_none_is_remembered()
    {
        for (short priority = 0; priority < 9; priority++)
            _marks.Took(priority, IdAt(Noon));

        Assert.That(_marks.Stretches(), Has.Count.EqualTo(1));
        Assert.That(IsLookedAt(3, Noon.AddMinutes(-1)), Is.True);
    }

    private static Guid IdAt(DateTimeOffset at) => Guid.CreateVersion7(at);

    // As the statement compares: behind (rank, id), before a rank.
    private bool IsLookedAt(short priority, DateTimeOffset at)
    {
        var (rank, id) = ((short)-priority, IdAt(at));
        return _marks.Stretches().Count(stretch =>
            (rank > stretch.AfterRank || (rank == stretch.AfterRank && id.CompareTo(stretch.AfterId) > 0)) && rank < stretch.BeforeRank) == 1;
    }
}
