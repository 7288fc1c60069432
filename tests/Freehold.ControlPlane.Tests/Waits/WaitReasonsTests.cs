using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Waits;

namespace Freehold.ControlPlane.Tests.Waits;

/// <summary>Every job that does not run has a reason, and it is the first thing in its way.</summary>
public sealed class WaitReasonsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly WaitFacts Queued = new()
    {
        AgentId = Guid.Empty,
        Agent = "eu-bank",
        Kind = "transform",
        State = JobState.Queued,
        AgentsReason = null,
        AssignedAt = null,
        Confirmed = false,
        SubmittedAt = Noon,
        NotBefore = null,
        EverConnected = true,
        Connected = true,
        LastHeardAt = Noon,
        MaxConcurrent = 4,
        RunsKind = true,
        SlotsTaken = 0,
        Entitlement = Entitlement.Unlimited,
        ParallelJobs = 0,
        Ahead = 0,
    };

    private static readonly Entitlement Entitled = Entitlement.Of(
        new() { Format = 1, Id = "2026-1", Organization = "default", ParallelJobs = 3, Expires = Noon.AddDays(1) }, Noon);

    public static IEnumerable<TestCaseData> Reasons =>
    [
        Case(Queued with { NotBefore = Noon.AddSeconds(9) }, "retry_pause", "after a pause"),
        Case(Queued with { EverConnected = false, Connected = false, MaxConcurrent = 0, RunsKind = false }, "agent_never_connected", "eu-bank has never connected. Install it"),
        Case(Queued with { Connected = false }, "agent_disconnected", "not connected"),
        Case(Queued with { RunsKind = false }, "agent_cannot_run_kind", "cannot run transform any more"),
        Case(Queued with { MaxConcurrent = 0 }, "agent_takes_nothing", "takes no work at the moment"),
        Case(Queued with { ParallelJobs = 3, Ahead = 2, Entitlement = Entitled }, "entitlement", "3 of 3 parallel jobs of the entitlement are running, and 2 other jobs come first"),
        Case(Queued with { Connected = false, Entitlement = Entitlement.Of(Entitled.Document!, Noon.AddDays(2)) }, "entitlement", "ended on 2026-11-22: what has started is finished"),
        Case(Queued with { SlotsTaken = 4 }, "slot", "All 4 slots of eu-bank are taken, and it is next."),
        Case(Queued with { SlotsTaken = 5, Ahead = 1 }, "slot", "and one other job come first"),
        Case(Queued with { NotBefore = Noon.AddSeconds(9), MoreMemoryBytes = 8L << 30 }, "retry_pause", "ran out of memory; the next one follows after a pause, with 8 GiB."),
        Case(Queued with { SlotsTaken = 3, QuotaWorkers = 1, QuotaTightest = "requests.memory" }, "quota", "have room for 1 workers (requests.memory is tightest)"),
        Case(Queued with { SlotsTaken = 2, QuotaWorkers = 1, QuotaTightest = "pods" }, "queue", "about to be handed to eu-bank"),
        Case(Queued with { SlotsTaken = 4, QuotaWorkers = 1, QuotaTightest = "pods" }, "slot", "All 4 slots"),
        Case(Queued with { Ahead = 12 }, "queue", "12 other jobs for eu-bank come first."),
        Case(Queued with { Ahead = WaitReasons.MostAhead }, "queue", "1,000 or more other jobs"),
        Case(Queued, "queue", "about to be handed to eu-bank"),
        Case(Queued with { State = JobState.Assigned, Connected = false }, "agent_disconnected", "not connected"),
        Case(Queued with { State = JobState.Assigned }, "confirmation", "has not answered yet"),
        Case(Queued with { State = JobState.Assigned, Confirmed = true }, "start", "starts its worker"),
        Case(Queued with { State = JobState.Waiting, AgentsReason = "quota" }, "quota", "quota"),
        Case(Queued with { State = JobState.Waiting, AgentsReason = "node" }, "node", "No node"),
        Case(Queued with { State = JobState.Waiting, AgentsReason = "image" }, "image", "image"),
        Case(Queued with { State = JobState.Waiting, AgentsReason = "policy" }, "policy", "policy"),
        Case(Queued with { State = JobState.Waiting, AgentsReason = "slot" }, "slot", "no free slot"),
    ];

    [TestCaseSource(nameof(Reasons))]
    public void A_job_that_waits_says_for_what(object facts, string reason, string part)
    {
        var wait = WaitReasons.Of((WaitFacts)facts);

        Assert.That(wait?.Reason, Is.EqualTo(reason));
        Assert.That(wait?.Sentence, Does.Contain(part));
    }

    [TestCase(JobState.Running)]
    [TestCase(JobState.Succeeded)]
    [TestCase(JobState.Failed)]
    [TestCase(JobState.Cancelled)]
    [TestCase(JobState.Rejected)]
    [TestCase(JobState.Expired)]
    public void A_job_that_runs_or_has_ended_waits_for_nothing(object state) =>
        Assert.That(WaitReasons.Of(Queued with { State = (JobState)state }), Is.Null);

    [Test]
    public void A_pause_says_when_it_ends() =>
        Assert.That(WaitReasons.Of(Queued with { NotBefore = Noon.AddSeconds(9) })?.Until, Is.EqualTo(Noon.AddSeconds(9)));

    private static TestCaseData Case(WaitFacts facts, string reason, string part) =>
        new TestCaseData(facts, reason, part).SetArgDisplayNames($"{facts.State} {reason}: {part}");
}
