using Freehold.Hosting.Watchdogs;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Keeps in mind what the quotas have room for, and has the cluster try Jobs again that waited for it. Looks every fifteen seconds, which is four requests a minute however many workers there
/// are; without the right to read quotas every ten minutes, in case it was given meanwhile.
/// </summary>
internal sealed class QuotaWatch(
    QuotaReader reader,
    JobObjects objects,
    AttemptSights sights,
    LoopWatchdogs watchdogs,
    IOptions<WorkerOptions> workers,
    TimeProvider time,
    ILogger<QuotaWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan IntervalWithoutRight = TimeSpan.FromMinutes(10);

    // What was read longer ago than this says nothing any more.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);

    private const int MostWoken = 20;

    private static readonly WatchedLoop Loop = new("quota-watch", MayTake: TimeSpan.FromMinutes(2), RestartCures: false);

    private ExecutorRoom _room = ExecutorRoom.Unbounded;
    private bool _toldOfRight;

    /// <summary>As it was at the last look.</summary>
    public ExecutorRoom Room => Volatile.Read(ref _room);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var loop = watchdogs.Watch(Loop);
        await sights.Complete.WaitAsync(stoppingToken);
        var lastRead = time.GetTimestamp();
        while (true)
        {
            loop.WentRound();
            var reading = await reader.ReadAsync(stoppingToken);
            if (reading.Quotas is not null)
                lastRead = time.GetTimestamp();
            Take(reading, time.GetElapsedTime(lastRead));
            await WakeAsync(reading, stoppingToken);

            loop.Waits();
            await Task.Delay(reading.IsForbidden ? IntervalWithoutRight : Interval, time, stoppingToken);
        }
    }

    // No more than there is room for: the others would only wait on, and longer.
    private async Task WakeAsync(QuotaReading reading, CancellationToken stopping)
    {
        if (reading.Quotas is not { } quotas || QuotaRoom.Of(quotas, WorkerSize.M, workers.Value) is not { More: > 0 and var more })
            return;

        foreach (var attempt in sights.WaitingForQuota(Math.Min(more, MostWoken)))
            await objects.WakeAsync(attempt, time.GetUtcNow(), stopping);
    }

    private void Take(QuotaReading reading, TimeSpan age)
    {
        if (reading.Quotas is { } quotas)
        {
            // Counted at the same moment as what the quotas have counted: of both a pod that is only being made is no part.
            Volatile.Write(ref _room, QuotaRoom.Of(quotas, WorkerSize.M, workers.Value) is { } room
                ? new((int)Math.Min(int.MaxValue, sights.LivePods + (long)room.More), room.Tightest)
                : ExecutorRoom.Unbounded);
            return;
        }

        if (reading.IsForbidden && !_toldOfRight)
            log.QuotasUnreadable(reading.Failure!);
        _toldOfRight |= reading.IsForbidden;
        if (reading.IsForbidden || age > Memory)
            Volatile.Write(ref _room, ExecutorRoom.Unbounded);
    }
}
