using Freehold.Agent.Assignments;
using Freehold.Agent.Leadership;

namespace Freehold.Agent.Connection;

/// <summary>
/// Keeps one outbound stream to the control plane open while the agent runs: open it, exchange until it ends, wait, open
/// the next. Nothing else in the agent dials out.
/// </summary>
internal sealed class ControlPlaneConnection(
    StreamSession session,
    IDialler dialler,
    AgentCapacity capacity,
    Standing standing,
    LeadTerm term,
    ConnectionMetrics metrics,
    TimeProvider time,
    ILogger<ControlPlaneConnection> log) : BackgroundService
{
    private static readonly TimeSpan LeadInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Accepts no more work from here on, then says goodbye.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        capacity.Drain();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;

        while (!stoppingToken.IsCancellationRequested)
        {
            // What a leader says in hello decides. One whose time is over may know less than another that leads by now.
            while (!standing.IsStandby && !term.IsOn)
                await Task.Delay(LeadInterval, time, stoppingToken);

            var finished = await session.RunUntilEndAsync(stoppingToken);
            metrics.Ended(finished.Ending);
            if (finished.Ending is StreamEnding.AgentStopping)
                return;

            // Only a message proves that the whole path works: a proxy can accept a connection that leads nowhere.
            failures = finished.HeardAnything ? 0 : failures + 1;

            var pause = ReconnectBackoff.After(finished, failures, Random.Shared.NextDouble());
            log.Tell(finished, dialler, pause);
            await Task.Delay(pause, time, stoppingToken);
        }
    }
}
