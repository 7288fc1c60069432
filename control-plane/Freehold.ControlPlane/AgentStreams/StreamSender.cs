using Freehold.Protocol.V1;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>Writes one stream, and nothing else does: gRPC allows one write at a time. Everyone else posts to the session.</summary>
internal sealed class StreamSender(IOptions<AgentStreamOptions> options, TimeProvider time)
{
    private readonly TimeSpan _heartbeat = options.Value.Heartbeat;

    /// <summary>Sends the opening messages, then whatever is posted, and a heartbeat when nothing else was sent for a while.</summary>
    public async Task SendAsync(
        AgentSession session, IReadOnlyList<ControlMessage> opening, IServerStreamWriter<ControlMessage> toAgent, CancellationToken over)
    {
        await using var quiet = time.CreateTimer(_ => session.Post(new() { Heartbeat = new() }), state: null, _heartbeat, _heartbeat);

        foreach (var message in opening)
            await toAgent.WriteAsync(message, over);

        await foreach (var message in session.Outbox.ReadAllAsync(over))
        {
            quiet.Change(_heartbeat, _heartbeat);
            await toAgent.WriteAsync(message, over);
        }
    }
}
