using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Health;
using Freehold.Hosting.Watchdogs;
using Npgsql;

namespace Freehold.ControlPlane.Replicas;

/// <summary>Sends posted notices: one NOTIFY transaction for all of a few milliseconds.</summary>
internal sealed class NoticeSender(
    ReplicaNotices notices, ReplicaName replica, NpgsqlDataSource database, LoopWatchdogs watchdogs, TimeProvider time,
    ILogger<NoticeSender> log) : BackgroundService
{
    /// <summary>Name of the channel that all replicas listen to.</summary>
    public const string Channel = "freehold_replicas";

    private static readonly TimeSpan BetweenSends = TimeSpan.FromMilliseconds(5);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var watch = watchdogs.Watch(ControlPlaneLoops.NoticesSent);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // The pause comes after: the first news after a quiet time goes out at once, a flood in bundles.
                watch.Waits();
                var posted = await notices.TakePostedAsync(stopping);
                watch.WentRound();
                await SendAsync(NoticeText.Write(replica.Value, posted), stopping);
                await Task.Delay(BetweenSends, time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
            {
                // Not sent again: every reader has a slow look of its own for notices that were lost.
                log.NoticesNotSent(e.GetType().Name);
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<string> payloads, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select pg_notify('{Channel}', payload) from unnest(@payloads) as payload");
        command.Parameters.Add(Arrays.Of("payloads", payloads, payload => payload));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
