using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Journal;
using Freehold.Agent.Kubernetes;
using Freehold.JobContract.Documents;
using Freehold.Protocol.V1;
using k8s;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>Makes, suspends and deletes the objects of attempts. Doing any of it twice is doing it once.</summary>
internal sealed class JobObjects(ClusterConnection cluster, JobManifest manifest, ILogger<JobObjects> log)
{
    private const string DryRun = "All";

    /// <summary>Which of the attempts' Jobs they are.</summary>
    public JobPhase Phase { get; init; }

    /// <summary>Makes the Job, then the Secret that its pod waits for.</summary>
    public async Task<MakingOutcome> TryMakeAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var job = await MakeJobAsync(order, cancellationToken);
            if (job.Metadata.Annotations?.TryGetValue(AttemptLabels.DocumentDigest, out var digest) is not true || digest != JobDocument.DigestOf(order.Document))
            {
                log.OtherDocument(order.Attempt);
                return MakingOutcome.Impossible;
            }

            // Owned by the Job, so not before it; a Secret whose owner is not there is swept by the cluster within moments.
            await MakeSecretAsync(manifest.SecretOf(order, job), cancellationToken);
            return MakingOutcome.Made;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            return Judge(order.Attempt, ApiFailure.Of(e));
        }
    }

    /// <summary>Whether the attempt's Job is there; null when the API server does not say.</summary>
    public async Task<bool?> TryFindAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Api.BatchV1.ReadNamespacedJobAsync(AttemptNames.Of(attempt, Phase), cluster.Namespace, cancellationToken: cancellationToken);
            return true;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            return ApiFailure.Of(e).IsNotFound ? false : null;
        }
    }

    /// <summary>
    /// Whether the Secret with the attempt's document is there; null when the API server does not say. Asked by a dry run, since the agent
    /// may make Secrets and not read them.
    /// </summary>
    public async Task<bool?> HasDocumentAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        var secret = new V1Secret { ApiVersion = V1Secret.KubeApiVersion, Kind = V1Secret.KubeKind, Metadata = new() { Name = AttemptNames.Of(attempt) } };
        try
        {
            await cluster.Api.CoreV1.CreateNamespacedSecretAsync(secret, cluster.Namespace, dryRun: DryRun, cancellationToken: cancellationToken);
            return false;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            return ApiFailure.Of(e).AlreadyExists ? true : null;
        }
    }

    /// <summary>
    /// Tells the Job to have no pods: the pod is asked to stop, and killed after its grace. The Job stays, as the mark that the attempt is
    /// taken.
    /// </summary>
    /// <param name="cause">Why, for the next process of the agent.</param>
    /// <param name="loss">What had ended the worker before, likewise; null when nothing had.</param>
    /// <returns>True: it was told. False: there is no such Job. Null: the API server does not say.</returns>
    public async Task<bool?> TrySuspendAsync(AttemptId attempt, StopCause cause, Failed? loss, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Api.BatchV1.PatchNamespacedJobAsync(
                new V1Patch(AttemptAnnotations.Stop(cause, loss, manifest.UsesQueue), V1Patch.PatchType.MergePatch), AttemptNames.Of(attempt, Phase), cluster.Namespace, cancellationToken: cancellationToken);
            return true;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            var failure = ApiFailure.Of(e);
            if (failure.IsNotFound)
                return false;

            log.NotSuspended(attempt, failure);
            return null;
        }
    }

    /// <summary>
    /// Has the cluster try again to make the Job's pod. By itself it tries after a pause that doubles to a minute; any change of the Job has
    /// it try at once. What fails here is left to that.
    /// </summary>
    public async Task WakeAsync(AttemptId attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var body = $$$"""{ "metadata": { "annotations": { "{{{AttemptLabels.Woken}}}": "{{{at}}}" } } }""";
        try
        {
            await cluster.Api.BatchV1.PatchNamespacedJobAsync(
                new V1Patch(body, V1Patch.PatchType.MergePatch), AttemptNames.Of(attempt), cluster.Namespace, cancellationToken: cancellationToken);
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            log.NotWoken(attempt, ApiFailure.Of(e));
        }
    }

    /// <summary>Deletes the Job; pod and Secret go after it.</summary>
    /// <returns>Whether it is gone, or going.</returns>
    public async Task<bool> TryDeleteAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Api.BatchV1.DeleteNamespacedJobAsync(
                AttemptNames.Of(attempt, Phase), cluster.Namespace, new V1DeleteOptions { PropagationPolicy = "Background" }, cancellationToken: cancellationToken);
            return true;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            var failure = ApiFailure.Of(e);
            if (!failure.IsNotFound)
                log.NotDeleted(attempt, failure);
            return failure.IsNotFound;
        }
    }

    /// <summary>Makes one of the attempt's later Jobs.</summary>
    /// <param name="attempt">Whose.</param>
    /// <param name="bodyOf">Writes it from the attempt's first Job.</param>
    /// <param name="cancellationToken">Ends the attempt to; it may have been made.</param>
    public async Task<MakingOutcome> TryMakeAsync(AttemptId attempt, Func<JsonObject, JsonObject> bodyOf, CancellationToken cancellationToken)
    {
        try
        {
            var first = await cluster.Api.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(
                V1Job.KubeGroup, V1Job.KubeApiVersion, cluster.Namespace, "jobs", AttemptNames.Of(attempt), cancellationToken);
            await cluster.Api.CustomObjects.CreateNamespacedCustomObjectAsync<V1Job>(
                bodyOf(first), V1Job.KubeGroup, V1Job.KubeApiVersion, cluster.Namespace, "jobs", cancellationToken: cancellationToken);
            return MakingOutcome.Made;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            var failure = ApiFailure.Of(e);
            return failure is { AlreadyExists: true, IsBeingDeleted: false } ? MakingOutcome.Made
                : failure.IsNotFound ? MakingOutcome.Gone
                : Judge(attempt, failure);
        }
    }

    private async Task<V1Job> MakeJobAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.Api.CustomObjects.CreateNamespacedCustomObjectAsync<V1Job>(
                manifest.BodyOf(order), V1Job.KubeGroup, V1Job.KubeApiVersion, cluster.Namespace, "jobs", cancellationToken: cancellationToken);
        }
        catch (k8s.Autorest.HttpOperationException e) when (ApiFailure.Of(e) is { AlreadyExists: true, IsBeingDeleted: false })
        {
            return await cluster.Api.BatchV1.ReadNamespacedJobAsync(AttemptNames.Of(order.Attempt), cluster.Namespace, cancellationToken: cancellationToken);
        }
    }

    private async Task MakeSecretAsync(V1Secret secret, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Api.CoreV1.CreateNamespacedSecretAsync(secret, cluster.Namespace, cancellationToken: cancellationToken);
        }
        catch (k8s.Autorest.HttpOperationException e) when (ApiFailure.Of(e).AlreadyExists)
        {
            // Made before.
        }
    }

    /// <summary>What a request that was not granted means for the attempt. Pure.</summary>
    internal static MakingOutcome OutcomeOf(ApiFailure failure) => failure switch
    {
        { ExceedsQuota: true } => MakingOutcome.WaitsForQuota,
        // Also a Job of the same name that is still being deleted.
        { IsTransient: true } or { Status: HttpStatusCode.Conflict } => MakingOutcome.Unanswered,
        // What a policy, a webhook or the API server's own checks do not like; a right that is missing reads the same way.
        { Status: HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge } => MakingOutcome.Refused,
        { Status: HttpStatusCode.Forbidden } when !failure.Message.Contains("cannot create resource", StringComparison.Ordinal) => MakingOutcome.Refused,
        _ => MakingOutcome.Impossible,
    };

    private MakingOutcome Judge(AttemptId attempt, ApiFailure failure)
    {
        log.NotMade(attempt, failure);
        return OutcomeOf(failure);
    }
}
