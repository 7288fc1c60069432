using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Replicas;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Jobs;

internal sealed class JobChangesTests
{
    private readonly Guid _job = Guid.NewGuid();

    [Test]
    public async Task A_watcher_is_told_at_once_and_then_of_each_change_of_its_job()
    {
        using var notices = new ReplicaNotices();
        var changes = new JobChanges(notices, TimeProvider.System);
        await using var watch = changes.WatchAsync(_job, CancellationToken.None).GetAsyncEnumerator();

        Assert.That(await NextAsync(watch), Is.EqualTo(JobChange.First));
        changes.Publish(Guid.NewGuid());
        changes.Publish(_job);
        Assert.That(await NextAsync(watch), Is.EqualTo(JobChange.Published));
    }

    [Test]
    public async Task Changes_while_the_watcher_is_busy_are_one()
    {
        using var notices = new ReplicaNotices();
        using var over = new CancellationTokenSource();
        var changes = new JobChanges(notices, TimeProvider.System);
        await using var watch = changes.WatchAsync(_job, over.Token).GetAsyncEnumerator(CancellationToken.None);
        await NextAsync(watch);

        var first = watch.MoveNextAsync();
        changes.Publish(_job);
        Assert.That(await first.InTime(), Is.True);
        changes.Publish(_job);
        changes.Publish(_job);
        changes.Publish(_job);

        Assert.That(await NextAsync(watch), Is.EqualTo(JobChange.Published));
        var next = watch.MoveNextAsync();
        Assert.That(next.IsCompleted, Is.False);
        await over.CancelAsync();
        Assert.That(async () => await next.InTime(), Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_change_at_another_replica_is_told_too(bool everything)
    {
        using var notices = new ReplicaNotices();
        var changes = new JobChanges(notices, TimeProvider.System);
        await using var watch = changes.WatchAsync(_job, CancellationToken.None).GetAsyncEnumerator();
        await NextAsync(watch);

        notices.Deliver(new(NoticeKind.JobChanged, everything ? ReplicaNotice.Everything : _job));

        Assert.That(await NextAsync(watch), Is.EqualTo(JobChange.Published));
    }

    private static async Task<JobChange> NextAsync(IAsyncEnumerator<JobChange> watch)
    {
        Assert.That(await watch.MoveNextAsync().InTime(), Is.True);
        return watch.Current;
    }
}
