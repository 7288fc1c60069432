using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Pods;

public sealed class Images
{
    [Test]
    public async Task All_come_from_the_one_registry()
    {
        var images = await ImagesAsync("image: {registry: mirror.example:5000/other/path/}");

        Assert.That(images, Has.Count.EqualTo(4));
        Assert.That(images, Is.All.StartsWith("mirror.example:5000/other/path/freehold-"));
    }

    [Test]
    public async Task Of_workers_may_lie_elsewhere()
    {
        Assert.That(await ImagesAsync("workers: {registry: near.example}"), Is.EquivalentTo(
        [
            $"registry.example/freehold/freehold-agent:{Version}",
            $"registry.example/freehold/freehold-agent:{Version}",
            $"registry.example/freehold/freehold-agent:{Version}",
            $"near.example/freehold-worker:{Version}",
        ]));
    }

    [Test]
    public async Task Are_pinned_by_a_digest()
    {
        var digest = "sha256:" + new string('a', 64);

        var images = await ImagesAsync($"image: {{tag: 1.2.3, digest: '{digest}'}}", $"workers: {{image: {{digest: '{digest}'}}}}");

        Assert.That(images, Is.All.EndsWith($"@{digest}"));
    }

    [Test]
    public async Task Are_pulled_with_the_secrets_that_are_named()
    {
        var pods = (await Chart.RenderAsync("image: {pullSecrets: [mirror]}", "workers: {imagePullSecrets: [near, mirror]}")).Pods().ToList();

        Assert.That(
            pods.Select(pod => string.Join(',', pod.Spec["imagePullSecrets"]!.AsArray().Select(secret => (string?)secret!["name"]))),
            Is.EquivalentTo(["mirror", "mirror", "mirror", "mirror,near"]));
    }

    private static string Version => (string)Yaml.Read(Repository.Read("charts", "freehold-agent", "Chart.yaml"))["appVersion"]!;

    private static async Task<IReadOnlyList<string>> ImagesAsync(params IReadOnlyList<string> values)
    {
        var manifests = await Chart.RenderAsync(values);
        return
        [
            .. manifests.Pods().SelectMany(pod => pod.Spec["containers"]!.AsArray()).Select(container => (string?)container!["image"]).OfType<string>(),
        ];
    }
}
