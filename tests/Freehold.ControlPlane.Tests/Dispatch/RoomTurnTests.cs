using Freehold.ControlPlane.Dispatch;

namespace Freehold.ControlPlane.Tests.Dispatch;

public sealed class RoomTurnTests
{
    [Test]
    public void One_has_it_and_learns_whether_another_wanted_it()
    {
        var turn = new RoomTurn();

        Assert.That(turn.TryTake(), Is.True);
        Assert.That(turn.TryTake(), Is.False);
        Assert.That(turn.TryTake(), Is.False);
        Assert.That(turn.Release(), Is.True);

        Assert.That(turn.TryTake(), Is.True);
        Assert.That(turn.Release(), Is.False);
    }

    [Test]
    public async Task Of_many_at_once_one_has_it_and_whoever_lost_is_told_of()
    {
        var turn = new RoomTurn();
        var inside = 0;
        var (lost, told) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                if (!turn.TryTake())
                {
                    Interlocked.Increment(ref lost);
                    continue;
                }

                Assert.That(Interlocked.Increment(ref inside), Is.EqualTo(1));
                Interlocked.Decrement(ref inside);
                if (turn.Release())
                    Interlocked.Increment(ref told);
            }
        })));

        Assert.That(told > 0, Is.EqualTo(lost > 0));
    }
}
