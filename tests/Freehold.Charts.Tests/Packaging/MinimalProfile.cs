using System.Globalization;
using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Packaging;

/// <summary>values-minimal.yaml on a node of 2 CPUs and 8 GiB, of which the cluster itself takes its part.</summary>
public sealed class MinimalProfile
{
    private const long ForTheCluster = 1536;
    private const long NodeMebibytes = 8 * 1024;

    private static string Profile => Repository.Read("charts", "freehold-agent", "values-minimal.yaml");

    [Test]
    public async Task Fits()
    {
        var manifests = await Chart.RenderAsync(Profile);
        var agent = manifests.Agent().At("spec.template.spec.containers.0.resources")!;
        var workers = long.Parse(manifests.AgentEnvironment()["FREEHOLD_AGENT__MAXCONCURRENT"], CultureInfo.InvariantCulture);

        // A job that names no size is of size M: 3000 MiB.
        Assert.That(Mebibytes((string)agent.At("limits.memory")!) + (workers * 3000) + ForTheCluster, Is.LessThanOrEqualTo(NodeMebibytes));
        Assert.That(Millicores((string)agent.At("requests.cpu")!) + (workers * 1000), Is.LessThanOrEqualTo(2000 - 500));
        Assert.That((long?)manifests.Agent().At("spec.replicas"), Is.EqualTo(1));
    }

    [Test]
    public async Task Goes_together_with_a_customer_s_own_values_whatever_their_order()
    {
        const string Ours = "workers: {nodeSelector: {pool: small}}";

        var before = await Chart.RenderAsync(Ours, Profile);
        var after = await Chart.RenderAsync(Profile, Ours);

        Assert.That(before.Select(manifest => manifest.Json.ToJsonString()), Is.EqualTo(after.Select(manifest => manifest.Json.ToJsonString())));
    }

    private static long Mebibytes(string quantity) => long.Parse(quantity.Replace("Mi", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static long Millicores(string quantity) => long.Parse(quantity.Replace("m", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
