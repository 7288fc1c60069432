using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>Reads the first message of a stream, and holds it against the protocol's bounds.</summary>
internal static class AgentHello
{
    /// <summary>The protocol version that this control plane speaks.</summary>
    public const uint ProtocolVersion = 1;

    private const int MostInventory = 10_000;

    /// <summary>Waits for hello.</summary>
    /// <exception cref="RpcException">
    /// No hello in time, or not a valid one (FAILED_PRECONDITION); no version in common (refusal).
    /// </exception>
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

        var hello = fromAgent.Current.Hello;
        if (ProblemOf(hello) is { } problem)
            throw Invalid(problem);
        if (hello.ProtocolVersion == 0)
            throw Refusal.Of(RefusalReason.Version);

        return hello;
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

    private static RpcException Invalid(string problem) => new(new Status(StatusCode.FailedPrecondition, $"hello: {problem}"));
}
