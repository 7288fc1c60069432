using System.Globalization;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Jobs;

namespace Freehold.ControlPlane.Waits;

/// <summary>Says why a job waits: the first thing that stands in its way, in the order in which they would be met. Pure.</summary>
internal static class WaitReasons
{
    /// <summary>More are not counted.</summary>
    public const int MostAhead = 1_000;

    /// <summary>Null when the job runs, or has ended.</summary>
    public static WaitView? Of(WaitFacts job) => job.State switch
    {
        JobState.Queued => Queued(job),
        JobState.Assigned when !job.Connected => Disconnected(job),
        JobState.Assigned when !job.Confirmed => new(
            "confirmation", $"{job.Agent} was handed the job and has not answered yet.", job.AssignedAt),
        JobState.Assigned => new("start", $"{job.Agent} has the job and starts its worker.", job.AssignedAt),
        JobState.Waiting => AtTheAgent(job),
        _ => null,
    };

    private static WaitView Queued(WaitFacts job) => job switch
    {
        { NotBefore: { } due, MoreMemoryBytes: { } more } => new(
            "retry_pause", $"The last attempt ran out of memory; the next one follows after a pause, with {Gibibytes(more)} GiB.", Until: due, Ahead: job.Ahead),
        { NotBefore: { } due } => new(
            "retry_pause", "The last attempt did not succeed; the next one follows after a pause.", Until: due, Ahead: job.Ahead),
        _ when job.Entitlement.Obstacle is { } obstacle => new("entitlement", obstacle, Ahead: job.Ahead),
        { EverConnected: false } => new(
            "agent_never_connected", $"{job.Agent} has never connected. Install it, or look at its log if it is installed.",
            job.SubmittedAt, Ahead: job.Ahead),
        { Connected: false } => Disconnected(job) with { Ahead = job.Ahead },
        { RunsKind: false } => new(
            "agent_cannot_run_kind", $"{job.Agent} cannot run {job.Kind} any more. Upgrade it, or submit the job to another agent.", Ahead: job.Ahead),
        { MaxConcurrent: 0 } => new(
            "agent_takes_nothing", $"{job.Agent} takes no work at the moment: it drains, or its disk or outbox is full. See freehold agents show {job.Agent}.",
            Ahead: job.Ahead),
        _ when job.ParallelJobs >= job.Entitlement.ParallelJobs => new(
            "entitlement",
            $"{Number(job.ParallelJobs)} of {Number(job.Entitlement.ParallelJobs.Value)} parallel jobs of the entitlement are running{Behind(job)}. It runs when one ends.",
            Ahead: job.Ahead),
        _ when job.SlotsTaken >= job.MaxConcurrent => new(
            "slot", $"All {Number(job.MaxConcurrent)} slots of {job.Agent} are taken{Behind(job)}. It runs when one is free.", Ahead: job.Ahead),
        { QuotaWorkers: { } workers } when job.SlotsTaken >= workers + SessionReport.BeyondQuota => new(
            "quota", $"The quotas of {job.Agent}'s cluster have room for {Number(workers)} workers ({job.QuotaTightest} is tightest){Behind(job)}. It runs when there is room.",
            Ahead: job.Ahead),
        { Ahead: > 0 } => new("queue", $"{Capital(Jobs(job.Ahead))} for {job.Agent} come first.", Ahead: job.Ahead),
        _ => new("queue", $"It is about to be handed to {job.Agent}.", job.SubmittedAt, Ahead: 0),
    };

    private static WaitView Disconnected(WaitFacts job) => new(
        "agent_disconnected", $"{job.Agent} is not connected. The job goes on by itself when it is; check that it runs and reaches the control plane.",
        job.LastHeardAt);

    private static WaitView AtTheAgent(WaitFacts job) => job.AgentsReason switch
    {
        "policy" => new("policy", $"The policy of {job.Agent} lets it run at certain times only.", job.AssignedAt),
        "quota" => new("quota", "The cluster's quota has no room for the worker.", job.AssignedAt),
        "node" => new("node", "No node of the cluster has room for the worker.", job.AssignedAt),
        "image" => new("image", "The worker's image is being pulled.", job.AssignedAt),
        _ => new("slot", $"{job.Agent} has no free slot.", job.AssignedAt),
    };

    private static string Behind(WaitFacts job) => job.Ahead == 0 ? ", and it is next" : $", and {Jobs(job.Ahead)} come first";

    private static string Jobs(int count) => count switch
    {
        1 => "one other job",
        MostAhead => $"{Number(MostAhead)} or more other jobs",
        _ => $"{Number(count)} other jobs",
    };

    private static string Gibibytes(long bytes) => (bytes / (1024.0 * 1024 * 1024)).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
