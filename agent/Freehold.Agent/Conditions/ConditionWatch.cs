using Freehold.Hosting.Watchdogs;

namespace Freehold.Agent.Conditions;

/// <summary>Looks every second whether something has become wrong or right.</summary>
internal sealed class ConditionWatch(AgentConditions conditions, LoopWatchdogs watchdogs, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly WatchedLoop Loop = new("conditions", MayTake: TimeSpan.FromMinutes(1), RestartCures: true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var loop = watchdogs.Watch(Loop);
        while (true)
        {
            loop.WentRound();
            conditions.Current();
            loop.Waits();
            await Task.Delay(Interval, time, stoppingToken);
        }
    }
}
