namespace Freehold.Charts.Tests.Helm;

/// <summary>The agent's chart, as Helm makes manifests of it.</summary>
internal static class Chart
{
    /// <summary>The least that has to be set.</summary>
    public const string Plain = """
        image: {registry: registry.example/freehold}
        controlPlane: {endpoint: "https://freehold.example:443"}
        credentials: {existingSecret: freehold-token}
        """;

    public const string Release = "eu-bank";

    public const string Namespace = "freehold";

    /// <summary>The manifests of <see cref="Plain"/> with other values over it.</summary>
    public static Task<IReadOnlyList<Manifest>> RenderAsync(params IReadOnlyList<string> values) => RenderAsync(HelmProgram.Four, [], values);

    public static async Task<IReadOnlyList<Manifest>> RenderAsync(HelmProgram helm, IReadOnlyList<string> options, IReadOnlyList<string> values)
    {
        var result = await TryRenderAsync(helm, options, [Plain, .. values]);
        Assert.That(result.ExitCode, Is.Zero, result.Told);
        return Manifest.ReadAll(result.Output);
    }

    /// <summary>What Helm says of these values alone.</summary>
    public static Task<HelmResult> TryRenderAsync(HelmProgram helm, IReadOnlyList<string> options, IReadOnlyList<string> values) =>
        RunAsync(helm, ["template", Release, Repository.Chart, "--namespace", Namespace, .. options], values);

    /// <inheritdoc cref="TryRenderAsync"/>
    public static Task<HelmResult> LintAsync(HelmProgram helm, params IReadOnlyList<string> values) =>
        RunAsync(helm, ["lint", "--strict", Repository.Chart], values);

    private static async Task<HelmResult> RunAsync(HelmProgram helm, IReadOnlyList<string> arguments, IReadOnlyList<string> values)
    {
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        for (var i = 0; i < values.Count; i++)
        {
            await File.WriteAllTextAsync(folder[$"{i}.yaml"], values[i]);
            files.AddRange(["--values", folder[$"{i}.yaml"]]);
        }

        return await helm.RunAsync([.. arguments, .. files]);
    }
}
