using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.Delivery.Tests.Network;

/// <summary>A wire as the agent's gRPC client sees it.</summary>
internal sealed class AgentEnd(Wire wire) : IClientStreamWriter<AgentMessage>, IAsyncStreamReader<ControlMessage>
{
    private ControlMessage? _current;

    public WriteOptions? WriteOptions { get; set; }

    public ControlMessage Current => _current ?? throw new InvalidOperationException("Nothing was read.");

    public Task WriteAsync(AgentMessage message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(AgentMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await wire.Up.WriteAsync(message, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            wire.HangUp();
            throw Cancelled();
        }
    }

    public Task CompleteAsync()
    {
        wire.Up.End(error: null);
        return Task.CompletedTask;
    }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            _current = await wire.Down.ReadAsync(cancellationToken);
            return _current is not null;
        }
        catch (OperationCanceledException)
        {
            wire.HangUp();
            throw Cancelled();
        }
    }

    private static RpcException Cancelled() => new(new Status(StatusCode.Cancelled, "The call was cancelled."));
}
