using Freehold.Agent.Kubernetes;
using Freehold.Testing.Kubernetes;
using k8s;
using k8s.Models;

namespace Freehold.Agent.Tests.Kubernetes;

public sealed class When_the_agent_finds_its_cluster
{
    [Test]
    public async Task A_kubeconfig_says_where_it_is_and_who_asks()
    {
        await using var api = await ApiDouble.StartAsync();
        api.Token = "token-of-the-test";
        using var client = new k8s.Kubernetes(Configure(api.Kubeconfig("ns")));

        var pods = await client.CoreV1.ListNamespacedPodAsync("ns").InTime();

        Assert.That(pods.Items, Is.Empty);
    }

    [Test]
    public async Task A_plugin_of_a_kubeconfig_is_asked_for_the_token()
    {
        await using var api = await ApiDouble.StartAsync();
        api.Token = "token-of-the-plugin";
        var config = api.Kubeconfig("ns").Replace(
            "token: \"token-of-the-plugin\"",
            """exec: { apiVersion: client.authentication.k8s.io/v1, command: /bin/sh, args: ["-c", "echo '{\"status\":{\"token\":\"'$TOKEN'\"}}'"], env: [ { name: TOKEN, value: token-of-the-plugin } ] }""",
            StringComparison.Ordinal);
        using var client = new k8s.Kubernetes(Configure(config));

        var pods = await client.CoreV1.ListNamespacedPodAsync("ns").InTime();

        Assert.That(pods.Items, Is.Empty);
    }

    [Test]
    public async Task A_wrong_token_is_told_as_what_it_is()
    {
        await using var api = await ApiDouble.StartAsync();
        api.Token = "right";
        using var client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = api.Address.ToString(), AccessToken = "wrong" });

        var refused = Assert.ThrowsAsync<k8s.Autorest.HttpOperationException>(() => client.CoreV1.ListNamespacedPodAsync("ns").InTime())!;

        Assert.That(ApiFailure.Of(refused), Is.EqualTo(new ApiFailure(System.Net.HttpStatusCode.Unauthorized, "Unauthorized", "Unauthorized")));
    }

    [Test]
    public async Task Rights_can_be_asked_for()
    {
        await using var api = await ApiDouble.StartAsync();
        api.Denied = ["create jobs"];
        using var client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = api.Address.ToString() });

        Assert.That(await MayAsync(client, "create", "jobs"), Is.False);
        Assert.That(await MayAsync(client, "list", "pods"), Is.True);
    }

    private static async Task<bool> MayAsync(IKubernetes client, string verb, string resource)
    {
        var review = new V1SelfSubjectAccessReview { Spec = new() { ResourceAttributes = new() { NamespaceProperty = "ns", Verb = verb, Resource = resource } } };
        return (await client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review).InTime()).Status.Allowed;
    }

    private static KubernetesClientConfiguration Configure(string kubeconfig)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["config"], kubeconfig);
        return KubernetesClientConfiguration.BuildConfigFromConfigFile(folder["config"]);
    }
}
