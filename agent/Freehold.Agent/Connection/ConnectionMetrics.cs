using System.Diagnostics.Metrics;

namespace Freehold.Agent.Connection;

/// <summary>The connection in numbers, and whether there is one.</summary>
internal sealed class ConnectionMetrics
{
    private readonly Counter<long> _endings;
    private readonly Counter<long> _unknownMessages;
    private volatile bool _connected;

    public ConnectionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Freehold.Agent.Connection");
        meter.CreateObservableGauge("freehold.agent.connected", () => _connected ? 1 : 0, "{stream}", "1 while a stream is open.");
        _endings = meter.CreateCounter<long>("freehold.agent.streams", "{stream}", "Streams by how they ended.");
        _unknownMessages = meter.CreateCounter<long>("freehold.agent.messages.unknown", "{message}", "Messages of kinds that this version does not know.");
    }

    /// <summary>Whether a stream is open: greeted and not ended.</summary>
    public bool IsConnected => _connected;

    /// <summary>A stream is open until the result is disposed.</summary>
    public IDisposable Connected() => new OpenStream(this);

    public void Ended(StreamEnding ending) => _endings.Add(1, new KeyValuePair<string, object?>("ending", ending.ToString().ToLowerInvariant()));

    public void UnknownMessage() => _unknownMessages.Add(1);

    private sealed class OpenStream : IDisposable
    {
        private readonly ConnectionMetrics _metrics;

        public OpenStream(ConnectionMetrics metrics)
        {
            _metrics = metrics;
            metrics._connected = true;
        }

        public void Dispose() => _metrics._connected = false;
    }
}
