using Freehold.Agent.Executors;
using Freehold.Agent.Kubernetes;
using Freehold.JobContract.Checks;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Checks.Cluster;

/// <summary>
/// The cluster, without starting anything in it: first whether it answers, then everything else at the same time.
/// </summary>
internal sealed class ClusterCheck(IServiceProvider services, IOptions<ExecutorOptions> executor, TimeProvider time) : ICheck
{
    /// <summary>How long one question may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly string[] Asked = [CheckId.Rbac, CheckId.Secrets, CheckId.ServiceAccounts, CheckId.Quota, CheckId.Admission];

    public async Task<IReadOnlyList<CheckFinding>> RunAsync(CheckScope scope, CancellationToken cancellationToken)
    {
        if (executor.Value.KindHere is not ExecutorKind.Kubernetes)
            return Skipped(CheckDetail.NotInCluster, [CheckId.KubernetesApi, CheckId.KubernetesVersion, .. Asked]);
        if (TryConnect(services, out var problem) is not { } cluster)
            return [CheckFinding.Red(CheckId.KubernetesApi, CheckDetail.NoConfiguration, problem), .. Skipped(CheckDetail.Depends, [CheckId.KubernetesVersion, .. Asked])];

        var ask = new ClusterQuestion(time, Limit);
        var version = await VersionCheck.LookAsync(cluster, ask, cancellationToken);
        if (version[0].Outcome is CheckOutcome.Red)
            return [.. version, .. Skipped(CheckDetail.Depends, Asked)];

        try
        {
            var findings = await Task.WhenAll(
                services.GetRequiredService<RightsCheck>().LookAsync(cluster, ask, cancellationToken),
                services.GetRequiredService<NamedObjectsCheck>().LookAsync(cluster, ask, cancellationToken),
                services.GetRequiredService<QuotaCheck>().LookAsync(cluster, ask, cancellationToken),
                services.GetRequiredService<AdmissionCheck>().LookAsync(cluster, ask, cancellationToken));
            return [.. version, .. findings.SelectMany(found => found)];
        }
        catch (InvalidDataException e)
        {
            // The file of pod templates was right when the agent started; it may have been changed since.
            return [.. version, CheckFinding.Red(CheckId.Settings, CheckDetail.Invalid, e.Message), .. Skipped(CheckDetail.Depends, Asked)];
        }
    }

    /// <returns>Null when there is no cluster by the settings.</returns>
    public static ClusterConnection? TryConnect(IServiceProvider services, out string problem)
    {
        try
        {
            problem = "";
            return services.GetRequiredService<ClusterConnection>();
        }
        catch (Exception e) when (e is k8s.Exceptions.KubeConfigException or IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            // What is wrong with a kubeconfig may quote it; its kind is enough to know where to look.
            problem = $"the cluster's address and credentials cannot be read ({e.GetType().Name})";
            return null;
        }
    }

    private static IReadOnlyList<CheckFinding> Skipped(string detail, params IEnumerable<string> ids) => [.. ids.Select(id => CheckFinding.Skipped(id, detail))];
}
