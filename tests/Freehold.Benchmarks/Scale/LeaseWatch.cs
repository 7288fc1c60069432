using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.AgentStreams;
using Npgsql;

namespace Freehold.Benchmarks.Scale;

/// <summary>Looks at all agents' leases twice a second, as the control plane reads them.</summary>
internal sealed class LeaseWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = new();
    private readonly NpgsqlDataSource _database;
    private readonly Task _watching;

    public LeaseWatch(NpgsqlDataSource database)
    {
        _database = database;
        _watching = WatchAsync();
    }

    /// <summary>Most agents that were without a lease at one moment.</summary>
    public long MostDisconnected { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        using var ticks = new PeriodicTimer(Interval);
        try
        {
            // One of its own: when the control plane takes all that there are, this one is there already.
            await using var connection = await _database.OpenConnectionAsync(_stopping.Token);
            while (await ticks.WaitForNextTickAsync(_stopping.Token))
            {
                await using var look = new NpgsqlCommand($"select count(*) from agent_sessions s where not {AgentStatus.HoldsLeaseSql}", connection);
                look.Parameters.AddLease(new AgentStreamOptions());
                MostDisconnected = Math.Max(MostDisconnected, (long)(await look.ExecuteScalarAsync(_stopping.Token))!);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The way it ends.
        }
    }
}
