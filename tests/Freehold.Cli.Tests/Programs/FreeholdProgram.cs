using System.Diagnostics;
using System.Globalization;

namespace Freehold.Cli.Tests.Programs;

/// <summary>The real program, started as people start it, with a sign-in file of its own.</summary>
internal sealed class FreeholdProgram : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("freehold-cli-");

    public FreeholdProgram()
    {
        Set("FREEHOLD_CONFIG", SignInFile);
    }

    public string SignInFile => FileIn("config/sign-in.json");

    public static FreeholdProgram SignedInto(ScriptedControlPlane controlPlane)
    {
        var program = new FreeholdProgram();
        program.Set("FREEHOLD_URL", controlPlane.Address.ToString());
        program.Set("FREEHOLD_TOKEN", "a-token");
        return program;
    }

    public void Set(string variable, string value) => _environment[variable] = value;

    public string FileIn(string name) => Path.Combine(_folder.FullName, name);

    public string WriteFile(string name, string text)
    {
        File.WriteAllText(FileIn(name), text);
        return FileIn(name);
    }

    public Task<CommandResult> RunAsync(params string[] arguments) => RunAsync(_ => Task.CompletedTask, arguments);

    /// <param name="meanwhileAsync">What happens while it runs; it is given the way to press Ctrl-C.</param>
    public async Task<CommandResult> RunAsync(Func<Func<Task>, Task> meanwhileAsync, params string[] arguments)
    {
        // A shell starts what runs in its background deaf to Ctrl-C, and these tests may be that; a person's terminal is not.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "freehold")])
        {
            WorkingDirectory = _folder.FullName,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FREEHOLD_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;

        using var limit = new CancellationTokenSource(Limit);
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await meanwhileAsync(() => InterruptAsync(process)).WaitAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task InterruptAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
