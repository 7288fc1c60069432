using System.Diagnostics;
using System.Text;

namespace Freehold.Testing.ObjectStores;

/// <summary>
/// A script that runs a server until its standard input ends: when the test run ends, however it ends, the server does too.
/// </summary>
internal sealed class LeashedScript : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LeashedScript(ProcessStartInfo start, string readyLine)
    {
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains(readyLine, StringComparison.Ordinal) is true)
                _ready.TrySetResult();
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.AppendLine(line.Data);
        };
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException("ended before it was ready"));
    }

    /// <summary>Starts a script that lies beside the tests.</summary>
    /// <param name="readyLine">Part of the line of output that says that the server can be used.</param>
    public static async Task<LeashedScript> StartAsync(
        string name, string readyLine, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", [PathOf(name), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;

        var script = new LeashedScript(start, readyLine);
        script._process.Start();
        script._process.BeginOutputReadLine();
        script._process.BeginErrorReadLine();
        try
        {
            await script._ready.Task.InTime(StartLimit);
            return script;
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            await script.DisposeAsync();
            throw new InvalidOperationException($"{name} {e.Message}: {script._errors}", e);
        }
    }

    /// <summary>Where a script lies.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "ObjectStores", name);

    /// <summary>Ends the server and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().InTime();
        _process.Dispose();
    }
}
