namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>A message of the protocol at which something goes wrong.</summary>
/// <param name="Kind">As <see cref="Networks.RelayedMessage.Kind"/> says it.</param>
public sealed record ProtocolStep(bool FromAgent, string Kind)
{
    /// <summary>Every step of a job's way, in order.</summary>
    public static readonly IReadOnlyList<ProtocolStep> OfAJob =
    [
        new(FromAgent: false, "assign"),
        new(FromAgent: true, "answers"),
        new(FromAgent: false, "confirm"),
        new(FromAgent: true, "events: started"),
        new(FromAgent: true, "events: progress"),
        new(FromAgent: true, "events: succeeded"),
        new(FromAgent: false, "acknowledged"),
    ];

    /// <summary>The steps of an agent's return.</summary>
    public static readonly IReadOnlyList<ProtocolStep> OfAReturn = [new(FromAgent: true, "hello"), new(FromAgent: false, "welcome")];

    /// <summary>What is said when there is nothing to say.</summary>
    public static readonly IReadOnlyList<ProtocolStep> OfSilence = [new(FromAgent: true, "heartbeat"), new(FromAgent: false, "heartbeat")];

    public override string ToString() => $"{Kind} {(FromAgent ? "of the agent" : "of the control plane")}";
}
