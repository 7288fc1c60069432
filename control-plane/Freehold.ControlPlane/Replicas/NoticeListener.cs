using Freehold.ControlPlane.Database;
using Npgsql;

namespace Freehold.ControlPlane.Replicas;

/// <summary>Keeps the one LISTEN connection of this replica and hands on what others post.</summary>
internal sealed class NoticeListener(
    ReplicaNotices notices, ReplicaName replica, NpgsqlDataSource database, TimeProvider time, ILogger<NoticeListener> log)
    : BackgroundService
{
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenConnections = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when notices are heard for the first time.</summary>
    public Task Listening => _listening.Task;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
            {
                log.ListenerDisconnected(e.GetType().Name, BetweenConnections);
                await Task.Delay(BetweenConnections, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var connection = await database.OpenConnectionAsync(stopping);
        connection.Notification += OnNotification;
        await ExecuteAsync(connection, $"listen {NoticeSender.Channel}", stopping);
        _listening.TrySetResult();

        // Whatever was posted while nobody listened is unknown.
        foreach (var kind in Enum.GetValues<NoticeKind>())
            notices.Deliver(new(kind, ReplicaNotice.Everything));

        // A connection whose other end is gone looks like one on which nobody speaks: ask from time to time.
        while (true)
        {
            if (!await connection.WaitAsync(BetweenProbes, stopping))
                await ExecuteAsync(connection, "select 1", stopping);
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs notification)
    {
        var received = NoticeText.Read(notification.Payload, out var from);
        if (from == replica.Value)
            return;

        foreach (var notice in received)
            notices.Deliver(notice);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
