using System.Diagnostics;
using System.Text.Json;

namespace Freehold.Demo.Stack;

/// <summary>The CLI, run as a person runs it. What it says on standard error, its progress bar too, goes to ours.</summary>
internal sealed class CommandLine(string program, StackFolder folder)
{
    /// <summary>The environment that makes the CLI talk to this stack.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["FREEHOLD_CONFIG"] = folder.SignInFile };

    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="DemoFailedException">Its exit code was not 0.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? output
                : throw new DemoFailedException($"freehold {arguments[0]} ended with exit code {process.ExitCode}.");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    public async Task<JsonElement> RunForJsonAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var result = JsonDocument.Parse(await RunAsync([.. arguments, "--output", "json"], cancellationToken));
        return result.RootElement.Clone();
    }
}
