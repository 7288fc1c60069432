using Freehold.ControlPlane.Jobs;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>Commands as messages of the wire, in batches that keep its bounds. Pure.</summary>
internal static class DispatchMessages
{
    private const int AssignmentsAMessage = 100;
    private const int AttemptsAMessage = 500;

    // Of 1 MiB; the rest is room for the batch itself.
    private const int BytesAMessage = 1000 * 1024;

    public static AttemptRef Ref(Guid jobId, int number) => new() { JobId = jobId.ToString(), Number = (uint)number };

    public static IEnumerable<ControlMessage> Assign(IEnumerable<HandedAttempt> attempts)
    {
        var batch = new AssignBatch();
        var bytes = 0;
        foreach (var attempt in attempts)
        {
            var assign = Assign(attempt);
            var size = assign.CalculateSize();
            if (batch.Assignments.Count == AssignmentsAMessage || (bytes > 0 && bytes + size > BytesAMessage))
            {
                yield return new() { Assign = batch };
                batch = new();
                bytes = 0;
            }

            batch.Assignments.Add(assign);
            bytes += size;
        }

        if (batch.Assignments.Count > 0)
            yield return new() { Assign = batch };
    }

    public static IEnumerable<ControlMessage> Confirm(IEnumerable<AttemptKey> attempts)
    {
        foreach (var some in attempts.Chunk(AttemptsAMessage))
        {
            var batch = new ConfirmBatch();
            batch.Attempts.AddRange(some.Select(key => Ref(key.JobId, key.Number)));
            yield return new() { Confirm = batch };
        }
    }

    public static IEnumerable<ControlMessage> Cancel(IEnumerable<AttemptKey> attempts, CancelReason reason)
    {
        foreach (var some in attempts.Chunk(AttemptsAMessage))
        {
            var batch = new CancelBatch();
            batch.Cancels.AddRange(some.Select(key => new Cancel
            {
                CommandId = Guid.NewGuid().ToString(),
                Attempt = Ref(key.JobId, key.Number),
                Reason = reason,
            }));
            yield return new() { Cancel = batch };
        }
    }

    private static Assign Assign(HandedAttempt attempt) => new()
    {
        CommandId = attempt.CommandId.ToString(),
        Attempt = Ref(attempt.JobId, attempt.Number),
        Document = attempt.Document,
        DocumentDigest = attempt.DocumentDigest,
        TimeLimit = attempt.TimeLimit is { } limit ? Duration.FromTimeSpan(limit) : null,
        Traceparent = attempt.Traceparent ?? "",
        CorrelationId = attempt.CorrelationId,
        OnPartition = attempt.OnPartition switch
        {
            "stop" => PartitionPolicy.Stop,
            "rerun" => PartitionPolicy.Rerun,
            _ => PartitionPolicy.Keep,
        },
        MemoryBytes = (ulong)(attempt.MemoryBytes ?? 0),
    };
}
