using Freehold.Agent.Kubernetes;
using Freehold.Agent.Leadership.Leases;

namespace Freehold.Agent.Tests.Leadership.Leases;

/// <summary>One replica's part in choosing a leader, going round until the test ends or freezes it.</summary>
internal sealed class RunningReplica : IAsyncDisposable
{
    private readonly LeaseLeadership _leadership;
    private readonly ClusterConnection _connection;
    private readonly ErrorLogScope _log;
    private readonly TimeProvider _time;
    private CancellationTokenSource _frozen = new();
    private Task _going;

    public RunningReplica(LeaseLeadership leadership, ClusterConnection connection, ErrorLogScope log, TimeProvider time)
    {
        (_leadership, _connection, _log, _time) = (leadership, connection, log, time);
        _going = GoAsync(_frozen.Token);
    }

    /// <summary>Whether it thinks that it leads.</summary>
    public bool Leads => _leadership.Term.IsOn;

    public IReadOnlyCollection<LoggedLine> Lines => _log.Lines;

    /// <summary>As SIGSTOP does, or kill -9: it does nothing more, and what it knows it may still think.</summary>
    public async Task FreezeAsync()
    {
        await _frozen.CancelAsync();
        try
        {
            await _going.InTime();
        }
        catch (OperationCanceledException) when (_frozen.IsCancellationRequested)
        {
            // How it stops.
        }
    }

    /// <summary>As SIGCONT does.</summary>
    public void Thaw()
    {
        _frozen.Dispose();
        _frozen = new();
        _going = GoAsync(_frozen.Token);
    }

    /// <summary>Stops in good order.</summary>
    public async Task StopAsync()
    {
        await FreezeAsync();
        await _leadership.ReleaseAsync(CancellationToken.None).InTime();
    }

    public async ValueTask DisposeAsync()
    {
        await FreezeAsync();
        _frozen.Dispose();
        _connection.Dispose();
        _log.Verify();
    }

    private async Task GoAsync(CancellationToken frozen)
    {
        while (true)
        {
            await _leadership.TryLeadAsync(frozen);
            await Task.Delay(_leadership.NextTry, _time, frozen);
        }
    }
}
