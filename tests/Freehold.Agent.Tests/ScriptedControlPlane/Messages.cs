using Freehold.Agent.Assignments;
using Freehold.JobContract.Documents;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Agent.Tests.ScriptedControlPlane;

/// <summary>Messages of a control plane.</summary>
internal static class Messages
{
    public const string Document = """{"input":"file:///in/*.csv","kind":"transform","output":"file:///out/"}""";

    public static AttemptId NewAttempt(uint number = 1) => new(Guid.NewGuid(), number);

    public static Assign Assignment(AttemptId attempt, string document = Document, TimeSpan? timeLimit = null, PartitionPolicy onPartition = default) => new()
    {
        CommandId = Guid.NewGuid().ToString("D"),
        Attempt = attempt.ToReference(),
        Document = document,
        DocumentDigest = JobDocument.DigestOf(document),
        TimeLimit = timeLimit is { } limit ? Duration.FromTimeSpan(limit) : null,
        CorrelationId = "test-correlation",
        OnPartition = onPartition,
    };

    public static ControlMessage Assign(params IEnumerable<Assign> assignments) => new() { Assign = new() { Assignments = { assignments } } };

    public static ControlMessage Confirm(params IEnumerable<AttemptId> attempts) =>
        new() { Confirm = new() { Attempts = { attempts.Select(attempt => attempt.ToReference()) } } };

    public static ControlMessage Cancel(AttemptId attempt) => new()
    {
        Cancel = new() { Cancels = { new Cancel { CommandId = Guid.NewGuid().ToString("D"), Attempt = attempt.ToReference(), Reason = CancelReason.Requested } } },
    };

    public static ControlMessage Acknowledge(AttemptId attempt, ulong sequence) => new()
    {
        Acknowledged = new() { Attempts = { new AcknowledgedAttempt { Attempt = attempt.ToReference(), Sequence = sequence } } },
    };

    public static ControlMessage Heartbeat() => new() { Heartbeat = new() };

    public static InventoryVerdict Verdict(AttemptId attempt, InventoryDecision decision, ulong acknowledged = 0) =>
        new() { Attempt = attempt.ToReference(), Decision = decision, AcknowledgedSequence = acknowledged };
}
