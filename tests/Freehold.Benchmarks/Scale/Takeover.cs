using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Transforms;
using Freehold.Testing.Kubernetes;

namespace Freehold.Benchmarks.Scale;

/// <summary>
/// How long jobs are without a leader: two replicas of the real agent on an API double that is full of pods of others, with the default
/// settings. After kill -9 beside the lease that has to run out; after a stop in good order.
/// </summary>
internal sealed class Takeover : IBenchmark
{
    private const string Namespace = "jobs";
    private const double LeaseSeconds = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => "takeover";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (turns, pods, jobs) = size is BenchmarkSize.Quick ? (1, 1_000, 100) : (3, 10_000, 1_000);
        await using var stack = await ScaleStack.StartAsync(cancellationToken);
        await stack.StartControlPlaneAsync(cancellationToken);
        var agent = (await stack.AddAgentsAsync(1, cancellationToken))[0];
        await using var cluster = await ApiDouble.StartAsync();
        FillWithPods(cluster, pods);

        var (killed, stopped) = (new List<double>(), new List<double>());
        var leader = await StartAsync(stack, agent, cluster, 0, cancellationToken);
        await LeadsAsync(stack, 0, cancellationToken);
        for (var turn = 1; turn <= 2 * turns; turn++)
        {
            // Long enough for the standby to have seen the Lease change.
            var standby = await StartAsync(stack, agent, cluster, turn, cancellationToken);
            await StandsByAsync(stack, turn, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);

            FillWithJobs(cluster, agent.Label, jobs);
            var from = Stopwatch.GetTimestamp();
            if (turn % 2 == 1)
                await leader.KillAsync(cancellationToken);
            else
                await leader.TerminateAsync(cancellationToken);
            await LeadsAsync(stack, turn, cancellationToken);
            (turn % 2 == 1 ? killed : stopped).Add(Stopwatch.GetElapsedTime(from).TotalSeconds);
            await leader.DisposeAsync();
            leader = standby;
        }

        await leader.DisposeAsync();
        var kill = new Figure("kill -9 to hello as leader", "s", killed, "≤ 20");
        return
        [
            kill, new("lease", "s", [.. killed.Select(_ => LeaseSeconds)]), kill.RatioTo(new("lease", "s", [.. killed.Select(_ => LeaseSeconds)]), "≤ 1.33"),
            new("SIGTERM to hello as leader", "s", stopped, "≤ 5"),
        ];
    }

    private static Task<LeashedProcess> StartAsync(ScaleStack stack, ScaleAgent agent, ApiDouble cluster, int number, CancellationToken cancellationToken)
    {
        var kubeconfig = Path.Combine(stack.StateDirectory, "kubeconfig");
        File.WriteAllText(kubeconfig, cluster.Kubeconfig(Namespace));
        return LeashedProcess.StartAsync([BuiltProgram.Of("Freehold.Agent", "freehold-agent"), "run"], new Dictionary<string, string>
        {
            ["FREEHOLD_CONTROLPLANE__ENDPOINT"] = stack.Address.ToString().TrimEnd('/'),
            ["FREEHOLD_CONTROLPLANE__CAFILE"] = stack.AuthorityFile,
            ["FREEHOLD_CONTROLPLANE__TOKEN"] = agent.Token,
            ["FREEHOLD_AGENT__LABEL"] = agent.Label,
            ["FREEHOLD_AGENT__REPLICAID"] = ReplicaOf(number),
            ["FREEHOLD_AGENT__STATEDIRECTORY"] = Path.Combine(stack.StateDirectory, ReplicaOf(number)),
            ["FREEHOLD_EXECUTOR__KIND"] = "kubernetes",
            ["FREEHOLD_KUBERNETES__KUBECONFIG"] = kubeconfig,
            ["FREEHOLD_WORKERS__IMAGE"] = "registry.example/freehold/worker:1",
        }, Path.Combine(stack.StateDirectory, $"{ReplicaOf(number)}.log"), cancellationToken);
    }

    // Somebody else's business, which no list of ours may bring.
    private static void FillWithPods(ApiDouble cluster, int pods)
    {
        cluster.Jobs.IsOff = true;
        for (var i = 0; i < pods; i++)
            cluster.Store.Put("pods", Named("Pod", $"other-{i}", new() { ["app"] = "other" }));
    }

    // Each is read, taken over and named in the inventory; the control plane does not know them, so that afterwards they go.
    private static void FillWithJobs(ApiDouble cluster, string label, int jobs)
    {
        for (var i = 0; i < jobs; i++)
        {
            var job = Named("Job", string.Create(CultureInfo.InvariantCulture, $"freehold-{Guid.NewGuid():N}-1"),
                new() { ["app.kubernetes.io/managed-by"] = "freehold-agent", ["freehold.io/agent"] = label });
            job["apiVersion"] = "batch/v1";
            job["status"] = new JsonObject { ["active"] = 1 };
            cluster.Store.Put("jobs", job);
            cluster.Store.Put("secrets", Named("Secret", (string)job["metadata"]!["name"]!, []));
        }
    }

    private static JsonObject Named(string kind, string name, JsonObject labels) => new()
    {
        ["kind"] = kind,
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Namespace, ["labels"] = labels },
        ["spec"] = new JsonObject { ["containers"] = new JsonArray() },
    };

    private static string ReplicaOf(int number) => string.Create(CultureInfo.InvariantCulture, $"replica-{number}");

    private static Task LeadsAsync(ScaleStack stack, int number, CancellationToken cancellationToken) =>
        IsTrueAsync(stack, $"select exists (select from agent_sessions where replica_id = '{ReplicaOf(number)}' and ended_at is null)", cancellationToken);

    private static Task StandsByAsync(ScaleStack stack, int number, CancellationToken cancellationToken) =>
        IsTrueAsync(stack, $"select exists (select from agent_standbys where replica_id = '{ReplicaOf(number)}')", cancellationToken);

    private static async Task IsTrueAsync(ScaleStack stack, string question, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        await using var look = stack.Source.CreateCommand(question);
        while (await look.ExecuteScalarAsync(over.Token) is not true)
            await Task.Delay(50, over.Token);
    }
}
