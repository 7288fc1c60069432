using System.CommandLine;
using Freehold.Agent.Health;
using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Packaging;

/// <summary>What <c>helm test</c> creates and runs.</summary>
public sealed class HelmTest
{
    [Test]
    public async Task Is_a_command_that_the_agent_has()
    {
        var arguments = (await Chart.RenderAsync()).The("Pod", "eu-bank-test").At("spec.containers.0.args")!.AsArray().Select(argument => (string)argument!).ToList();

        Assert.That(new RootCommand { ReadyCommand.Create() }.Parse(arguments).Errors.Select(error => error.Message), Is.Empty);
        Assert.That(arguments[0], Is.EqualTo("ready"));
    }

    [Test]
    public async Task Asks_as_many_replicas_as_there_have_to_be()
    {
        var manifests = await Chart.RenderAsync("replicas: 3");

        Assert.That(manifests.The("Pod", "eu-bank-test").At("spec.containers.0.args")!.ToJsonString(), Does.Contain("\"--replicas\",\"3\""));
    }

    [Test]
    public async Task Reaches_the_agent_by_a_Service_that_goes_with_it()
    {
        var manifests = await Chart.RenderAsync();
        var service = manifests.The("Service", "eu-bank-test");
        var pod = manifests.The("Pod", "eu-bank-test");

        Assert.That((string?)pod.At("spec.containers.0.args.1"), Is.EqualTo($"http://{service.Name}.{Chart.Namespace}.svc:{service.At("spec.ports.0.port")}"));
        Assert.That(service.At("spec.selector")!.ToJsonString(), Is.EqualTo(manifests.Agent().At("spec.selector.matchLabels")!.ToJsonString()));
        Assert.That((string?)service.At("spec.clusterIP"), Is.EqualTo("None"));
        Assert.That((bool?)service.At("spec.publishNotReadyAddresses"), Is.True, "one that is not ready is to be asked why");
        Assert.That((string?)service.At("metadata.annotations")!["helm.sh/hook-delete-policy"], Does.Contain("hook-succeeded").And.Contain("hook-failed"));
    }

    [Test]
    public async Task Does_not_ask_itself()
    {
        var pod = (await Chart.RenderAsync()).The("Pod", "eu-bank-test");

        // A pod's own name stands in its /etc/hosts, and wins over a Service of that name.
        Assert.That(new Uri((string)pod.At("spec.containers.0.args.1")!).Host, Is.Not.EqualTo(pod.Name));
    }

    [Test]
    public async Task Is_let_in_by_a_policy_that_goes_with_it()
    {
        var manifests = await Chart.RenderAsync();
        var policy = manifests.The("NetworkPolicy", "eu-bank-test");
        var from = policy.At("spec.ingress.0.from.0.podSelector.matchLabels")!.AsObject();
        var labels = manifests.The("Pod", "eu-bank-test").At("metadata.labels")!;

        Assert.That(policy.IsTest, Is.True);
        Assert.That(from.All(label => (string?)labels[label.Key] == (string?)label.Value), Is.True);
        Assert.That(policy.At("spec.podSelector.matchLabels")!.ToJsonString(), Is.EqualTo(manifests.Agent().At("spec.selector.matchLabels")!.ToJsonString()));
    }
}
