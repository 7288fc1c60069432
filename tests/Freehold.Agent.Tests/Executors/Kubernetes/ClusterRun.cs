using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>One attempt on the cluster under test, whichever it is, by the clock of the wall.</summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    /// <summary>For each step; a real cluster may be busy.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly WorkerOptions _workers;
    private readonly ErrorLogScope _log = new();

    private ClusterRun(ClusterUnderTest cluster, WorkerOptions workers)
    {
        (Cluster, _workers) = (cluster, workers);
        Agent = NewAgent();
    }

    public ClusterUnderTest Cluster { get; }

    public WorkOrder Order { get; } = ClusterBench.NewOrder();

    public AttemptId Attempt => Order.Attempt;

    public ClusterAgent Agent { get; private set; }

    public AttemptSight Sight => Agent.Sights.Look(Attempt).Sight;

    public bool IsRunning => Sight.Main?.Running is not null;

    public static async Task<ClusterRun> StartAsync(string cluster, string script, string? image = null, params IReadOnlyList<string> nodeSelector)
    {
        var under = await ClusterUnderTest.StartAsync(cluster);
        var run = new ClusterRun(under, under.WorkersThat(script, image, nodeSelector));
        await run.Agent.Watch.StartAsync(CancellationToken.None);
        await run.Agent.Executor.StartAsync(run.Order, CancellationToken.None).InTime(Limit);
        return run;
    }

    public async Task RestartAgentAsync()
    {
        await Agent.DisposeAsync();
        Agent = NewAgent();
        await Agent.Watch.StartAsync(CancellationToken.None);
    }

    public async Task<(IReadOnlyList<WorkerReport.KindOneofCase> Reports, WorkerEnded End)> WatchAsync()
    {
        var seen = await SeeAsync(until: _ => false);
        return ([.. seen.OfType<WorkerReported>().Select(each => each.Report.KindCase)], (WorkerEnded)seen[^1]);
    }

    /// <summary>Watches until something is seen, or the end.</summary>
    public async Task<IReadOnlyList<WorkerObservation>> SeeAsync(Func<WorkerObservation, bool> until)
    {
        using var limit = new CancellationTokenSource(Limit);
        var seen = new List<WorkerObservation>();
        await foreach (var observation in Agent.Executor.WatchAsync(Attempt, limit.Token))
        {
            seen.Add(observation);
            if (until(observation))
                break;
        }

        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        await Agent.Executor.RemoveAsync(Attempt, CancellationToken.None).InTime(Limit);
        await Agent.DisposeAsync();
        await Cluster.DisposeAsync();
        _log.Verify();
    }

    private ClusterAgent NewAgent() => ClusterAgent.Make(Cluster.Configuration, Cluster.Namespace, TimeProvider.System, _workers, _log);
}
