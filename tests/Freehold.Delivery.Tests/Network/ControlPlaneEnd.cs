using Freehold.Delivery.Tests.Replicas;
using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.Delivery.Tests.Network;

/// <summary>A wire as the control plane's gRPC server sees it.</summary>
internal sealed class ControlPlaneEnd(Wire wire, Promises promises) : IAsyncStreamReader<AgentMessage>, IServerStreamWriter<ControlMessage>
{
    private AgentMessage? _current;

    public WriteOptions? WriteOptions { get; set; }

    public AgentMessage Current => _current ?? throw new InvalidOperationException("Nothing was read.");

    public Task WriteAsync(ControlMessage message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(ControlMessage message, CancellationToken cancellationToken)
    {
        await promises.HearAsync(message);
        await wire.Down.WriteAsync(message, cancellationToken);
    }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, wire.Aborted);
        _current = await wire.Up.ReadAsync(over.Token);
        return _current is not null;
    }
}
