using Freehold.Agent.Kubernetes;
using Freehold.Agent.Startup;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Leadership.Leases;

/// <summary>The Lease as the API server has it: reads it and writes it, each one request.</summary>
internal sealed class LeaseObject(ClusterConnection cluster, IOptions<LeaseOptions> options, IOptions<AgentOptions> agent, TimeProvider time)
{
    private readonly string _name = options.Value.LeaseName ?? $"freehold-agent-{agent.Value.Label}";

    /// <summary>Its name.</summary>
    public string Name => _name;

    /// <returns>Null when there is none.</returns>
    public async Task<V1Lease?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.Api.CoordinationV1.ReadNamespacedLeaseAsync(_name, cluster.Namespace, cancellationToken: cancellationToken);
        }
        catch (k8s.Autorest.HttpOperationException e) when (ApiFailure.Of(e).IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Writes the Lease for a holder, if it still is as it was read.</summary>
    /// <param name="seen">As it was read; null to make it.</param>
    /// <param name="holder">Empty: nobody, from now on.</param>
    public Task<V1Lease> WriteAsync(V1Lease? seen, string holder, CancellationToken cancellationToken)
    {
        var now = Now();
        var isNew = seen?.Spec?.HolderIdentity != holder;
        var lease = new V1Lease
        {
            ApiVersion = $"{V1Lease.KubeGroup}/{V1Lease.KubeApiVersion}",
            Kind = V1Lease.KubeKind,
            // With its uid: one that was deleted meanwhile would else be made anew by this, see the API server's create-on-update.
            // What else it says is of those who installed it, and stays.
            Metadata = new()
            {
                Name = _name,
                ResourceVersion = seen?.Metadata.ResourceVersion,
                Uid = seen?.Metadata.Uid,
                Labels = seen?.Metadata.Labels,
                Annotations = seen?.Metadata.Annotations,
            },
            Spec = new()
            {
                HolderIdentity = holder,
                LeaseDurationSeconds = holder.Length == 0 ? 1 : (int)options.Value.LeaseDuration.TotalSeconds,
                AcquireTime = isNew ? now : Fraction(seen!.Spec!.AcquireTime ?? now),
                RenewTime = now,
                LeaseTransitions = (seen?.Spec?.LeaseTransitions ?? 0) + (isNew && seen is not null && holder.Length > 0 ? 1 : 0),
            },
        };
        return seen is null
            ? cluster.Api.CoordinationV1.CreateNamespacedLeaseAsync(lease, cluster.Namespace, cancellationToken: cancellationToken)
            : cluster.Api.CoordinationV1.ReplaceNamespacedLeaseAsync(lease, _name, cluster.Namespace, cancellationToken: cancellationToken);
    }

    // For people who look at it: nothing is decided by the times in a Lease.
    private DateTime Now() => Fraction(time.GetUtcNow().UtcDateTime);

    // The API server refuses times of a Lease without a fraction, and the client writes none for a whole second.
    private static DateTime Fraction(DateTime at) => at.Ticks % TimeSpan.TicksPerSecond == 0 ? at.AddMicroseconds(1) : at;
}
