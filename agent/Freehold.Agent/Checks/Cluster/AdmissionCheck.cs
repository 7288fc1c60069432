using System.Net;
using Freehold.Agent.Kubernetes;
using Freehold.JobContract.Checks;
using Freehold.JobContract.Documents;
using k8s.Models;

namespace Freehold.Agent.Checks.Cluster;

/// <summary>
/// Has the API server take the Job of a worker without keeping it: every rule, policy and webhook has its say. Pod security judges pods
/// and of Jobs only warns; the warning is told.
/// </summary>
internal sealed class AdmissionCheck(TrialJobs jobs)
{
    private const string PodSecurity = "would violate PodSecurity";

    public async Task<IReadOnlyList<CheckFinding>> LookAsync(ClusterConnection cluster, ClusterQuestion question, CancellationToken cancellationToken) =>
        await Task.WhenAll(jobs.Kinds.Select(async kind =>
            await question.AskAsync(CheckId.Admission, limit => TryAsync(cluster, kind, limit), cancellationToken) with { Subject = kind.Name() }));

    private async Task<CheckFinding> TryAsync(ClusterConnection cluster, JobKind kind, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await cluster.Api.CustomObjects.CreateNamespacedCustomObjectWithHttpMessagesAsync<V1Job>(
                jobs.BodyOf(kind), V1Job.KubeGroup, V1Job.KubeApiVersion, cluster.Namespace, "jobs", dryRun: "All", cancellationToken: cancellationToken);
            return answer.Response.Headers.TryGetValues("Warning", out var warnings) && warnings.FirstOrDefault(said => said.Contains(PodSecurity, StringComparison.Ordinal)) is { } warning
                ? CheckFinding.Warning(CheckId.Admission, CheckDetail.PodSecurity, warning)
                : CheckFinding.Green(CheckId.Admission, $"the Job of a {kind.Name()} would be admitted");
        }
        catch (k8s.Autorest.HttpOperationException e) when (Refusal(ApiFailure.Of(e)) is { } refusal)
        {
            return refusal;
        }
    }

    private static CheckFinding? Refusal(ApiFailure failure) => failure switch
    {
        { ExceedsQuota: true } => CheckFinding.Red(CheckId.Admission, CheckDetail.QuotaExceeded, failure.Message),
        { Status: HttpStatusCode.Forbidden } when failure.Message.Contains("cannot create resource", StringComparison.Ordinal) =>
            CheckFinding.Skipped(CheckId.Admission, CheckDetail.Depends, failure.Message),
        { Status: HttpStatusCode.Forbidden or HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest } =>
            CheckFinding.Red(CheckId.Admission, CheckDetail.Refused, failure.Message),
        { Status: HttpStatusCode.InternalServerError } when failure.Message.Contains("failed calling webhook", StringComparison.Ordinal) =>
            CheckFinding.Red(CheckId.Admission, CheckDetail.Unavailable, failure.Message),
        _ => null,
    };
}
