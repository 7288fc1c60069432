using System.Text.Json.Nodes;
using Freehold.Agent.Executors.Kubernetes;

namespace Freehold.Agent.Tests.Executors.Kubernetes.PodTemplates;

public sealed class When_the_operator_gives_a_pod_template
{
    [Test]
    public async Task The_cluster_gets_Jobs_with_it_also_what_the_agent_has_no_word_for()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["template.json"], """
            {"metadata":{"labels":{"team":"risk"}},"spec":{"affinity":{"nodeAffinity":{}},"containers":[{"name":"main","env":[{"name":"A","value":"b"}]}]}}
            """);
        await using var bench = await ClusterBench.StartAsync(new() { Image = "worker:1", PodTemplateFile = folder["template.json"] });

        await bench.StartAttemptAsync();

        var template = JsonNode.Parse(bench.Api.Store.All("jobs", ClusterBench.Namespace).Single().ToJsonString())!["spec"]!["template"]!;
        Assert.That(template["metadata"]!["labels"]!["team"]!.ToString(), Is.EqualTo("risk"));
        Assert.That(template["spec"]!["affinity"]!.ToJsonString(), Is.EqualTo("""{"nodeAffinity":{}}"""));
        Assert.That(template["spec"]!["containers"]![0]!["env"]!.ToJsonString(), Does.Contain("""{"name":"A","value":"b"}""").And.Contain("FREEHOLD_ATTEMPT"));
        Assert.That(template["spec"]!["containers"]![0]!["image"]!.ToString(), Is.EqualTo("worker:1"));
    }

    [Test]
    public void One_that_cannot_be_used_stops_the_start()
    {
        var result = new WorkerOptionsValidator().Validate(null, new() { PodTemplateFile = "/nowhere/template.json" });

        Assert.That(result.FailureMessage, Does.StartWith("PodTemplateFile: /nowhere/template.json cannot be read"));
    }
}
