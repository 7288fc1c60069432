using Freehold.Agent.Kubernetes;
using Freehold.Agent.Leadership;
using Freehold.Agent.Leadership.Leases;
using Freehold.Agent.Startup;
using Freehold.Testing.Kubernetes;
using k8s;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Tests.Leadership.Leases;

/// <summary>Replicas that share a Lease on an API server of the test's own, and the clock of all of them in the test's hands.</summary>
internal sealed class LeaseBench : IAsyncDisposable
{
    public const string Namespace = "agents";
    public const string Name = "freehold-agent-test-agent";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly List<RunningReplica> _replicas = [];
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<KubernetesMetrics>().BuildServiceProvider();

    private LeaseBench(ApiDouble api, ManualTimeProvider time) => (Api, Time) = (api, time);

    public ApiDouble Api { get; }

    public ManualTimeProvider Time { get; }

    /// <summary>Most replicas that led at the same time, looked at with every step of the clock.</summary>
    public int MostLeaders { get; private set; }

    /// <summary>Who holds the Lease, without what tells its processes apart; empty when nobody does.</summary>
    public string Holder => ((string?)Api.Store.Find("leases", Namespace, Name)?["spec"]!["holderIdentity"] ?? "").Split('_')[0];

    public static async Task<LeaseBench> StartAsync()
    {
        var time = new ManualTimeProvider();
        return new(await ApiDouble.StartAsync(time), time);
    }

    /// <summary>A replica that tries to lead again and again, as the agent does.</summary>
    public RunningReplica Start(string name)
    {
        var connection = new ClusterConnection(
            new KubernetesClientConfiguration { Host = Api.Address.ToString(), AccessToken = name }, new KubernetesOptions { Namespace = Namespace },
            _services.GetRequiredService<KubernetesMetrics>(), Time);
        var agent = Options.Create(new AgentOptions { Label = "test-agent", ReplicaId = name });
        var options = Options.Create(new LeaseOptions());
        var log = new ErrorLogScope();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        var leadership = new LeaseLeadership(
            new LeaseObject(connection, options, agent, Time), new LeadTerm(Time), options, agent, Time, factory.CreateLogger<LeaseLeadership>());
        var replica = new RunningReplica(leadership, connection, log, Time);
        _replicas.Add(replica);
        return replica;
    }

    /// <summary>Moves the clock until the condition holds, and counts leaders at every step.</summary>
    /// <returns>How long it took by this clock.</returns>
    public async Task<TimeSpan> UntilAsync(Func<bool> condition, TimeSpan? most = null)
    {
        var from = Time.Elapsed;
        await Time.AdvanceUntilAsync(() => CountLeaders() && condition(), most ?? TimeSpan.FromMinutes(2), Step);
        return Time.Elapsed - from;
    }

    /// <summary>Moves the clock, and counts leaders at every step.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var until = Time.Elapsed + time;
        await UntilAsync(() => Time.Elapsed >= until);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        await _services.DisposeAsync();
        await Api.DisposeAsync();
    }

    private bool CountLeaders()
    {
        MostLeaders = Math.Max(MostLeaders, _replicas.Count(replica => replica.Leads));
        return true;
    }
}
