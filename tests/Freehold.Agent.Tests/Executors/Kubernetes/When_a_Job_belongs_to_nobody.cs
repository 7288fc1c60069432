using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Journal;
using Freehold.Hosting.Watchdogs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class When_a_Job_belongs_to_nobody
{
    [Test]
    public async Task It_is_deleted_though_it_came_after_the_start_and_others_stay()
    {
        await using var bench = await ClusterBench.StartAsync();
        using var journal = new AttemptJournal(new NothingStored(), NullLogger<AttemptJournal>.Instance);
        using var sweep = new OrphanSweep(bench.Sights, bench.Executor, journal, new LoopWatchdogs(bench.Time), bench.Time);
        await sweep.StartAsync(CancellationToken.None);
        var (orphan, _) = await bench.StartRunningAsync();
        var (ours, _) = await bench.StartRunningAsync();
        await journal.AppendAsync([new() { Accepted = new() { Attempt = ours.ToReference() } }], Survives.ProcessEnd, CancellationToken.None);

        await bench.Time.AdvanceUntilAsync(() => bench.PodOf(orphan) is null, TimeSpan.FromMinutes(3));
        await sweep.StopAsync(CancellationToken.None).InTime();

        Assert.That(bench.PodOf(ours), Is.Not.Null);
    }
}
