using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Agent.Connection;

/// <summary>How one stream is kept: what <c>welcome</c> says, held to the bounds of the contract.</summary>
/// <param name="Heartbeat">How often this side says something.</param>
/// <param name="Silence">After how long without a message the stream is dropped.</param>
/// <param name="EventWindow">Batches of events that may be under way.</param>
/// <param name="Lease">How long the agent counts as there without being heard; null when the control plane does not say.</param>
internal sealed record StreamSettings(TimeSpan Heartbeat, TimeSpan Silence, int EventWindow, TimeSpan? Lease)
{
    private static readonly TimeSpan DefaultHeartbeat = TimeSpan.FromSeconds(10);

    public static StreamSettings Of(SessionSettings? settings, TimeSpan defaultSilence)
    {
        var heartbeat = Clamp(Read(settings?.Heartbeat) ?? DefaultHeartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        var silence = Read(settings?.Silence) ?? defaultSilence;
        return new(
            heartbeat,
            Clamp(silence, 2 * heartbeat, TimeSpan.FromMinutes(30)),
            (int)Math.Clamp(settings?.EventWindow ?? 1, 1, 64),
            Read(settings?.Lease) is { } lease && lease > TimeSpan.Zero ? Clamp(lease, 2 * heartbeat, TimeSpan.FromDays(1)) : null);
    }

    private static TimeSpan? Read(Duration? duration) => duration is { Seconds: >= 0 and < 86_400 } ? duration.ToTimeSpan() : null;

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;
}
