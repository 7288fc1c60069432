using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.ControlPlane.Tests.AgentStreams;

/// <summary>Messages of an agent, and nothing in them that a test does not need to say.</summary>
internal static class Messages
{
    public static AttemptRef Attempt(Guid job, int number = 1) => new() { JobId = job.ToString(), Number = (uint)number };

    public static AgentMessage Hello(TestAgent agent, int maxConcurrent = 10, params InventoryEntry[] inventory)
    {
        var hello = new Hello
        {
            ProtocolVersion = 1,
            AgentVersion = "0.1.0",
            Label = agent.Label,
            ReplicaId = "replica-0",
            BootId = Guid.NewGuid().ToString(),
            Capacity = Capacity(maxConcurrent),
            Executor = "process",
            Clock = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow),
        };
        hello.Inventory.AddRange(inventory);
        return new() { Hello = hello };
    }

    public static AgentMessage StandsBy(TestAgent agent, string replicaId)
    {
        var hello = Hello(agent);
        hello.Hello.Role = ReplicaRole.Standby;
        hello.Hello.ReplicaId = replicaId;
        return hello;
    }

    public static Capacity Capacity(int maxConcurrent) => new() { MaxConcurrent = (uint)maxConcurrent, Kinds = { "transform" } };

    public static AgentMessage Heartbeat(int maxConcurrent = 10) => new() { Heartbeat = new() { Capacity = Capacity(maxConcurrent) } };

    public static InventoryEntry Holds(Guid job, AttemptPhase phase, int number = 1, ulong lastSequence = 0) =>
        new() { Attempt = Attempt(job, number), Phase = phase, LastSequence = lastSequence, DocumentDigest = new('0', 64) };

    public static AgentMessage Accept(params IEnumerable<Assign> assignments) => Answer(assignments, CommandOutcome.Accepted);

    public static AgentMessage Reject(Assign assignment, RejectionReason reason, string rule = "") =>
        Answer([assignment], CommandOutcome.Rejected, reason, rule);

    public static AgentMessage Answer(
        IEnumerable<Assign> assignments, CommandOutcome outcome, RejectionReason reason = RejectionReason.Unspecified, string rule = "")
    {
        var answers = new CommandAnswers();
        answers.Answers.AddRange(assignments.Select(assignment => new CommandAnswer
        {
            CommandId = assignment.CommandId,
            Attempt = assignment.Attempt,
            Outcome = outcome,
            Reason = reason,
            PolicyRule = rule,
        }));
        return new() { Answers = answers };
    }

    public static AgentMessage Events(params IEnumerable<JobEvent> events)
    {
        var batch = new EventBatch();
        batch.Events.AddRange(events);
        return new() { Events = batch };
    }

    public static JobEvent Started(Guid job, ulong sequence, int number = 1) =>
        At(job, sequence, number, happened => happened.Started = new() { WorkerVersion = "0.1.0" });

    public static JobEvent Progress(Guid job, ulong sequence, ulong rows, int number = 1) =>
        At(job, sequence, number, happened => happened.Progress = new() { TasksTotal = 1, RowsRead = rows, Elapsed = Duration.FromTimeSpan(TimeSpan.FromSeconds(1.5)) });

    public static JobEvent Tasks(Guid job, ulong sequence, params TaskChanged[] changed) => Tasks(job, sequence, 1, changed);

    public static JobEvent Tasks(Guid job, ulong sequence, int number, params TaskChanged[] changed) =>
        At(job, sequence, number, happened => happened.Tasks = new() { Changed = { changed } });

    public static JobEvent Waiting(Guid job, ulong sequence, WaitingReason reason, int number = 1) =>
        At(job, sequence, number, happened => happened.Waiting = new() { Reason = reason });

    public static JobEvent Succeeded(Guid job, ulong sequence, int number = 1, params Artifact[] artifacts) =>
        At(job, sequence, number, happened =>
        {
            happened.Succeeded = new() { ManifestUri = $"file:///out/{job}/manifest.json", ManifestDigest = new('a', 64), CommittedAttempt = (uint)number };
            happened.Succeeded.Artifacts.AddRange(artifacts);
        });

    public static JobEvent Failed(Guid job, ulong sequence, string code, int number = 1) =>
        At(job, sequence, number, happened => happened.Failed = new() { Code = code, Line = 7, ExitCode = 1 });

    public static JobEvent Cancelled(Guid job, ulong sequence, int number = 1) =>
        At(job, sequence, number, happened => happened.Cancelled = new());

    public static JobEvent At(Guid job, ulong sequence, int number, Action<JobEvent> kind)
    {
        var happened = new JobEvent { Attempt = Attempt(job, number), Sequence = sequence, At = Timestamp.FromDateTime(DateTime.UnixEpoch.AddDays(1)) };
        kind(happened);
        return happened;
    }
}
