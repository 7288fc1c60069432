using System.Diagnostics;
using System.Text;
using Freehold.Testing;

namespace Freehold.EndToEnd.Tests.Programs;

/// <summary>One of our programs as a process of its own, with all that it prints kept for looking at.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _printed = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _isDisposed;

    private RunningProgram(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Standard output and standard error so far.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
                return _printed.ToString();
        }
    }

    /// <summary>Starts a program whose environment holds nothing of this process but what a program needs to run.</summary>
    public static RunningProgram Start(string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("FREEHOLD_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var program = new RunningProgram(new Process { StartInfo = start, EnableRaisingEvents = true });
        program._process.OutputDataReceived += (_, line) => program.Keep(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Keep(line.Data);
        program._process.Exited += (_, _) => program._ended.TrySetResult();
        program._process.Start();
        program._process.StandardInput.Close();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits until the program has printed a text.</summary>
    public Task PrintsAsync(string text) =>
        Eventually.IsTrueAsync(() => Printed.Contains(text, StringComparison.Ordinal), what: $"the program prints '{text}'; it printed: {Printed}");

    /// <summary>Waits for the program's own end.</summary>
    public async Task<int> EndsAsync(TimeSpan limit)
    {
        await _ended.Task.WaitAsync(limit);
        await _process.WaitForExitAsync().WaitAsync(limit);
        return _process.ExitCode;
    }

    /// <summary>kill -9: no chance to say goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().InTime();
    }

    /// <summary>SIGTERM, and waits for a clean end.</summary>
    /// <exception cref="TimeoutException">It did not end; it was killed, so that it is gone all the same.</exception>
    public async Task StopAsync()
    {
        if (_process.HasExited)
            return;

        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();

        try
        {
            await _process.WaitForExitAsync().InTime();
        }
        catch (TimeoutException e)
        {
            await KillAsync();
            throw new TimeoutException($"{_process.StartInfo.FileName} did not stop when it was told to; it printed: {Printed}", e);
        }
    }

    /// <summary>Stops the program. Calling it again does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        try
        {
            await StopAsync();
        }
        finally
        {
            _process.Dispose();
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_printed)
            _printed.AppendLine(line);
    }
}
