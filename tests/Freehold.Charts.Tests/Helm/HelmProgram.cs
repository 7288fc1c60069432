using System.Diagnostics;

namespace Freehold.Charts.Tests.Helm;

/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record HelmResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Both, as a person sees them.</summary>
    public string Told => Output + Errors;
}

/// <summary>A real Helm, with no settings, plugins or repositories but none.</summary>
/// <param name="name">Its file in <c>.tools/helm</c>.</param>
internal sealed class HelmProgram(string name)
{
    private static readonly string Home = Path.Combine(Repository.Root, "artifacts", "helm");

    public static HelmProgram Four { get; } = new("helm");

    public static HelmProgram Three { get; } = new("helm3");

    public static IReadOnlyList<HelmProgram> Both { get; } = [Three, Four];

    public override string ToString() => name;

    public async Task<HelmResult> RunAsync(params IReadOnlyList<string> arguments)
    {
        var program = Path.Combine(Repository.Root, ".tools", "helm", name);
        Assert.That(program, Does.Exist, "./build.sh --target=Charts places it");

        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("KUBECONFIG");
        foreach (var folder in (string[])["CACHE", "CONFIG", "DATA"])
            start.Environment[$"HELM_{folder}_HOME"] = Path.Combine(Home, folder);

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await Task.WhenAll(output, errors, process.WaitForExitAsync()).InTime(TimeSpan.FromMinutes(1));
        return new(process.ExitCode, await output, await errors);
    }
}
