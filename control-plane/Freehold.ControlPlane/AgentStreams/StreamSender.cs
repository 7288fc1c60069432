using Freehold.Protocol.V1;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>Writes one stream, and nothing else does: gRPC allows one write at a time. Everyone else posts to the session.</summary>
internal sealed class StreamSender(IOptions<AgentStreamOptions> options, TimeProvider time)
{
    /// <summary>How long a message that is being written may take once the session is over.</summary>
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _heartbeat = options.Value.Heartbeat;

    /// <summary>Sends the opening messages, then whatever is posted, and a heartbeat when nothing else was sent for a while.</summary>
    public async Task SendAsync(
        AgentSession session, IReadOnlyList<ControlMessage> opening, IServerStreamWriter<ControlMessage> toAgent, CancellationToken over)
    {
        await using var quiet = time.CreateTimer(_ => session.Post(new() { Heartbeat = new() }), state: null, _heartbeat, _heartbeat);

        // Cancelling a write tears the whole call down, and the agent would not learn why its stream ends. So the write that
        // is under way when the session ends is let finish, unless the agent does not take it.
        using var abandoned = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var ended = over.Register(() => abandoned.CancelAfter(LastWrite));

        foreach (var message in opening)
        {
            over.ThrowIfCancellationRequested();
            await toAgent.WriteAsync(message, abandoned.Token);
        }

        await foreach (var message in session.Outbox.ReadAllAsync(over))
        {
            quiet.Change(_heartbeat, _heartbeat);
            await toAgent.WriteAsync(message, abandoned.Token);
        }
    }
}
