using Freehold.Agent.Checks.Cluster;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.JobContract.Checks;
using Freehold.JobContract.Documents;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Checks.Workers;

/// <summary>
/// Real workers: in a cluster one for each kind of job, so that each service account, image and node is tried, and one for each pair of
/// stores that the options name.
/// </summary>
internal sealed class WorkerTrials(IServiceProvider services, IOptions<ExecutorOptions> executor, IOptions<PreflightOptions> preflight, TimeProvider time) : ICheck
{
    private static readonly IEnumerable<JobKind> Kinds = JobKinds.Supported.Where(kind => kind is not JobKind.Check);

    public async Task<IReadOnlyList<CheckFinding>> RunAsync(CheckScope scope, CancellationToken cancellationToken)
    {
        var inCluster = executor.Value.KindHere is ExecutorKind.Kubernetes;
        var stores = StoreList.Read(preflight.Value.BucketsFile, out var problem);
        if (problem is not null)
            return [Pods(inCluster, CheckDetail.Depends), CheckFinding.Red(CheckId.Stores, CheckDetail.Invalid, problem)];
        if (!scope.StartsWorkers || !preflight.Value.Pods)
            return [Pods(inCluster, CheckDetail.WithoutPods), Stores(stores, CheckDetail.WithoutPods)];
        if (!await CanStartAsync(inCluster, cancellationToken))
            return [Pods(inCluster, CheckDetail.Depends), Stores(stores, CheckDetail.Depends)];

        var trials = inCluster ? stores.Concat(Kinds.Except(stores.Select(store => store.Kind)).Select(WorkerTrial.WithoutStores)) : stores;
        var found = await Task.WhenAll(trials.Select(trial => NewRun(inCluster).RunAsync(trial, cancellationToken)));
        return Of([.. found.SelectMany(findings => findings)], stores, inCluster);
    }

    // As processes they have no pods: what kept one from coming up is told by the stores that it was to try.
    private static IReadOnlyList<CheckFinding> Of(IReadOnlyList<CheckFinding> found, IReadOnlyList<WorkerTrial> stores, bool inCluster)
    {
        IEnumerable<CheckFinding> none = stores.Count == 0 ? [CheckFinding.Skipped(CheckId.Stores, CheckDetail.NoneNamed)] : [];
        return inCluster
            ? [.. found, .. none]
            :
            [
                Pods(inCluster: false, CheckDetail.NotInCluster),
                .. found.Where(finding => finding is { Id: CheckId.Pods, Outcome: CheckOutcome.Red }).Select(finding => finding with { Id = CheckId.Stores, Detail = CheckDetail.WorkerFailed }),
                .. found.Where(finding => finding.Id is not CheckId.Pods && finding is not { Id: CheckId.Stores, Outcome: CheckOutcome.Skipped }),
                .. none,
            ];
    }

    private TrialRun NewRun(bool inCluster) => new(
        services.GetRequiredService<IExecutor>(), inCluster ? services.GetRequiredService<AttemptSights>() : null, preflight.Value.WorkerLimit, time);

    private async Task<bool> CanStartAsync(bool inCluster, CancellationToken cancellationToken)
    {
        if (!inCluster)
            return services.GetRequiredService<WorkerProgramCheck>().IsThere;

        return ClusterCheck.TryConnect(services, out _) is { } cluster
            && (await VersionCheck.LookAsync(cluster, new(time, ClusterCheck.Limit), cancellationToken))[0].Outcome is CheckOutcome.Green;
    }

    private static CheckFinding Pods(bool inCluster, string detail) => CheckFinding.Skipped(CheckId.Pods, inCluster ? detail : CheckDetail.NotInCluster);

    private static CheckFinding Stores(IReadOnlyList<WorkerTrial> stores, string detail) =>
        CheckFinding.Skipped(CheckId.Stores, stores.Count == 0 ? CheckDetail.NoneNamed : detail);
}
