using System.Globalization;
using System.Text.Json.Nodes;
using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using Freehold.JobContract.Documents;
using Freehold.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// What a Job says about its attempt besides labels: all that the next process of the agent has to know and the control plane does not tell
/// it. Written when the Job is made, and when it is told to stop.
/// </summary>
internal static class AttemptAnnotations
{
    private const string TimeLimit = "freehold.io/time-limit";
    private const string OnPartition = "freehold.io/on-partition";
    private const string Lease = "freehold.io/lease";
    private const string Traceparent = "freehold.io/traceparent";
    private const string CorrelationId = "freehold.io/correlation-id";
    private const string Loss = "freehold.io/loss";

    // What an agent wrote that kept the cause in its journal.
    private const string StoppedForUnknownCause = "true";

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static Dictionary<string, string> Of(WorkOrder order)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [AttemptLabels.DocumentDigest] = JobDocument.DigestOf(order.Document) };
        if (order.TimeLimit is { } limit)
            annotations[TimeLimit] = Write(limit);
        if (order.OnPartition is not PartitionPolicy.Unspecified)
            annotations[OnPartition] = order.OnPartition.ToString();
        if (order.Lease is { } lease)
            annotations[Lease] = Write(lease);
        if (order.Traceparent.Length > 0)
            annotations[Traceparent] = order.Traceparent;
        if (order.CorrelationId.Length > 0)
            annotations[CorrelationId] = order.CorrelationId;
        return annotations;
    }

    /// <summary>A merge patch that stops a Job for good, and says why.</summary>
    /// <param name="loss">What ended the worker, when nobody asked for it: afterwards its pod cannot tell any more.</param>
    /// <param name="isQueued">A queue may let a Job go that somebody else has suspended; without parallelism it has no pods even then.</param>
    public static string Stop(StopCause cause, Failed? loss, bool isQueued)
    {
        var annotations = new JsonObject { [AttemptLabels.Stopped] = cause is StopCause.None ? StoppedForUnknownCause : cause.ToString() };
        if (loss is not null)
            annotations[Loss] = JsonFormatter.Default.Format(loss);
        var spec = new JsonObject { ["suspend"] = true };
        if (isQueued)
            spec["parallelism"] = 0;
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = annotations },
            ["spec"] = spec,
        }.ToJsonString();
    }

    /// <summary>What was accepted, as far as the Job tells. Of one that an older agent made, that is little.</summary>
    public static AttemptAccepted OrderOf(AttemptId attempt, V1Job job) => new()
    {
        Attempt = attempt.ToReference(),
        DocumentDigest = Read(job, AttemptLabels.DocumentDigest),
        TimeLimit = ReadTime(job, TimeLimit) is { } limit ? Duration.FromTimeSpan(limit) : null,
        OnPartition = System.Enum.TryParse<PartitionPolicy>(Read(job, OnPartition), out var policy) ? policy : PartitionPolicy.Unspecified,
        Traceparent = Read(job, Traceparent),
        CorrelationId = Read(job, CorrelationId),
        Rebuilt = true,
    };

    /// <summary>Why it was told to stop; none when it was not, or for no reason that the attempt would be told by.</summary>
    public static StopCause StopOf(V1Job job) => System.Enum.TryParse<StopCause>(Read(job, AttemptLabels.Stopped), out var cause) ? cause : StopCause.None;

    /// <summary>The lease that the control plane had named when it was made; null when there was none.</summary>
    public static TimeSpan? LeaseOf(V1Job job) => ReadTime(job, Lease);

    /// <summary>What had ended it before it was stopped; null when nothing had.</summary>
    public static Failed? LossOf(V1Job? job)
    {
        if (job is null || Read(job, Loss) is not { Length: > 0 } text)
            return null;

        try
        {
            return Parser.Parse<Failed>(text);
        }
        catch (InvalidProtocolBufferException)
        {
            // Somebody has edited it.
            return null;
        }
    }

    private static string Write(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    private static string Read(V1Job job, string name) => job.Metadata.Annotations?.TryGetValue(name, out var value) is true ? value : "";

    private static TimeSpan? ReadTime(V1Job job, string name) =>
        TimeSpan.TryParseExact(Read(job, name), "c", CultureInfo.InvariantCulture, out var time) ? time : null;
}
