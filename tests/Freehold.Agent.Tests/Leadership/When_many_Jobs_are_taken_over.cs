using System.Globalization;
using System.Text.Json.Nodes;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Tests.Executors.Kubernetes;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Leadership;

public sealed class When_many_Jobs_are_taken_over : AgentReplicas
{
    [Test]
    public async Task Hello_has_all_that_can_start_and_few_requests_were_made()
    {
        var (leader, led, _, _) = await StartBothAsync();
        var (model, _) = await StartRunningAsync(led);
        var attempts = Enumerable.Range(0, 60).Select(_ => Messages.NewAttempt()).ToList();
        var (running, waiting, withoutDocument) = (attempts[..30], attempts[30..57], attempts[57..]);
        foreach (var attempt in attempts)
            Copy("jobs", AttemptNames.Of(model), AttemptNames.Of(attempt));
        foreach (var attempt in running.Concat(waiting))
            Copy("secrets", AttemptNames.Of(model), AttemptNames.Of(attempt));
        foreach (var attempt in running)
            Copy("pods", PodOf(model)!.Name, $"{AttemptNames.Of(attempt)}-abcde");
        for (var i = 0; i < 1_000; i++)
            Copy("pods", PodOf(model)!.Name, string.Create(CultureInfo.InvariantCulture, $"other-{i}"), pod => pod["metadata"]!["labels"] = new JsonObject { ["app"] = "other" });

        await leader.KillAsync();
        var before = Cluster.Requests.Count;
        var (_, hello) = await NextStreamAsync(Second, ReplicaRole.Leader, [.. running.Concat(waiting).Append(model).Select(KeepStarted)]);

        Assert.That(hello.Inventory.Select(entry => entry.Attempt), Is.EquivalentTo(running.Concat(waiting).Append(model).Select(attempt => attempt.ToReference())));
        var asked = Cluster.Requests.Skip(before).ToList();
        Assert.That(asked.Count(request => request is "POST secrets"), Is.EqualTo(waiting.Count + withoutDocument.Count), "for those alone that may never start");
        Assert.That(asked.Count(request => request is "GET jobs" or "GET pods"), Is.LessThanOrEqualTo(6), "what is there is listed, not asked for one by one");
    }

    // An API server does not send such a Job; what matters is that nothing the watch does not expect leaves the agent waiting for ever.
    [Test]
    public async Task One_that_cannot_be_read_ends_the_process()
    {
        Cluster.Store.Put("jobs", new()
        {
            ["kind"] = "Job",
            ["apiVersion"] = "batch/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = AttemptNames.Of(Messages.NewAttempt()),
                ["namespace"] = ClusterBench.Namespace,
                ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "freehold-agent", ["freehold.io/agent"] = "test-agent" },
            },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray() },
        });

        Assert.That(await StartReplica(First).ExitAsync(), Is.Not.Zero);
    }

    private void Copy(string resource, string from, string to, Action<JsonObject>? change = null)
    {
        var made = Cluster.Store.Find(resource, ClusterBench.Namespace, from)!;
        made["metadata"]!["name"] = to;
        made["metadata"]!.AsObject().Remove("uid");
        change?.Invoke(made);
        Cluster.Store.Put(resource, made);
    }
}
