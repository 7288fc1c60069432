using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>The first message of a stream: reads it, and holds it against the protocol's bounds.</summary>
internal static class AgentHello
{
    /// <summary>The protocol version that this control plane speaks.</summary>
    public const uint ProtocolVersion = 1;

    private const int MostInventory = 10_000;

    /// <summary>Waits for hello, whatever it says.</summary>
    /// <exception cref="RpcException">No hello in time, or something else first (FAILED_PRECONDITION).</exception>
    public static async Task<Hello> ReadAsync(
        IAsyncStreamReader<AgentMessage> fromAgent, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            if (!await fromAgent.MoveNext(over.Token))
                throw Invalid("the stream ended before hello");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw Invalid($"no hello within {patience.TotalSeconds:0.#} s");
        }

        if (fromAgent.Current.KindCase is not AgentMessage.KindOneofCase.Hello)
            throw Invalid("the first message must be hello");

        return fromAgent.Current.Hello;
    }

    /// <summary>What is wrong with a hello; null when nothing is. Pure.</summary>
    public static string? ProblemOf(Hello hello)
    {
        if (!WireBounds.Fits(hello.AgentVersion, 64))
            return "agent_version is longer than 64 bytes";
        if (hello.Label.Length == 0 || !WireBounds.Fits(hello.Label, 63))
            return "label must have 1 to 63 bytes";
        if (hello.ReplicaId.Length == 0 || !WireBounds.Fits(hello.ReplicaId, 253))
            return "replica_id must have 1 to 253 bytes";
        if (!Guid.TryParseExact(hello.BootId, "D", out _))
            return "boot_id must be a UUID";
        if (!WireBounds.Fits(hello.Executor, 32))
            return "executor is longer than 32 bytes";
        if (hello.Clock is { } clock && (clock.Seconds is < -62_135_596_800 or > 253_402_300_799 || clock.Nanos is < 0 or > 999_999_999))
            return "the clock is out of range";
        if (hello.Inventory.Count > MostInventory)
            return "the inventory has more than 10,000 entries";

        return WireBounds.ProblemOf(hello.Capacity) ?? ProblemOf(hello.Inventory);
    }

    private static string? ProblemOf(IEnumerable<InventoryEntry> inventory)
    {
        var seen = new HashSet<AttemptRef>();
        foreach (var entry in inventory)
        {
            if (!WireBounds.IsWellFormed(entry.Attempt))
                return "an inventory entry names no attempt";
            if (!WireBounds.Fits(entry.DocumentDigest, 64))
                return "a document_digest is longer than 64 bytes";
            if (!seen.Add(entry.Attempt))
                return "the inventory names an attempt twice";
        }

        return null;
    }

    /// <summary>The exception that ends a call whose hello is no good.</summary>
    public static RpcException Invalid(string problem) => new(new Status(StatusCode.FailedPrecondition, $"hello: {problem}"));
}
