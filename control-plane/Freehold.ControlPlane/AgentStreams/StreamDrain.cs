using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>
/// Empties this replica of streams when the host stops, before anything else of it does: agents are told to come back, each
/// at a moment of its own, and those that do not leave in time are let go.
/// </summary>
internal sealed class StreamDrain(
    ConnectedAgents agents, IOptions<AgentStreamOptions> options, TimeProvider time, ILogger<StreamDrain> log) : IHostedLifecycleService
{
    private volatile bool _begun;

    /// <summary>Whether new streams are turned away.</summary>
    public bool HasBegun => _begun;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _begun = true;
        var sessions = agents.Sessions.Concat(agents.Standbys).ToList();
        if (sessions.Count == 0)
            return;

        log.Draining(sessions.Count);
        var within = ReturnPacing.Within(sessions.Count, options.Value.ReturnWithin);
        foreach (var session in sessions)
            session.AskToLeave(within * Random.Shared.NextDouble());

        var gone = Task.WhenAll(sessions.Select(session => session.Gone));
        await Task.WhenAny(gone, Task.Delay(options.Value.Drain, time, cancellationToken));

        foreach (var session in sessions)
            session.End(SessionEnding.ControlPlaneStopping);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
