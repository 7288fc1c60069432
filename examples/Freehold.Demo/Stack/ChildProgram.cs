using System.Diagnostics;
using System.Globalization;

namespace Freehold.Demo.Stack;

/// <summary>One of the product's programs, running beside us with its output in a log file.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private static readonly TimeSpan PatienceWithStop = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Task _copying;

    private ChildProgram(string name, Process process, string logFile, StreamWriter log)
    {
        (Name, LogFile, _process, _log) = (name, logFile, process, log);
        var gate = new Lock();
        _copying = Task.WhenAll(CopyAsync(process.StandardOutput, gate), CopyAsync(process.StandardError, gate));
    }

    public string Name { get; }

    public string LogFile { get; }

    /// <summary>Starts a program in a session of its own, so that Ctrl-C reaches us alone and we stop things in order.</summary>
    public static ChildProgram Start(string program, IReadOnlyDictionary<string, string> environment, string folder, string logFile, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var log = new StreamWriter(logFile, append: false) { AutoFlush = true };
        return new(Path.GetFileName(program), Process.Start(start)!, logFile, log);
    }

    /// <summary>Waits until something is true of a program that should be running.</summary>
    /// <exception cref="DemoFailedException">The program ended, or the time is over.</exception>
    public async Task UntilAsync(Func<CancellationToken, Task<bool>> isTrueAsync, string what, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(limit);
        try
        {
            while (!await isTrueAsync(over.Token))
            {
                if (_process.HasExited)
                    throw await EndedAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(50), over.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DemoFailedException($"{Name} was not {what} within {limit.TotalSeconds:0} s; its log is {LogFile}");
        }
    }

    /// <summary>Ends when the program has ended, which it should not do by itself.</summary>
    public async Task<DemoFailedException> UntilEndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return await EndedAsync();
    }

    /// <summary>Asks the program to stop, waits for it, and ends it with force only when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();

            using var limit = new CancellationTokenSource(PatienceWithStop);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"{Name} did not stop within {PatienceWithStop.TotalSeconds:0} s and was killed; its log is {LogFile}");
                _process.Kill(entireProcessTree: true);
            }
        }

        await _process.WaitForExitAsync();
        await _copying;
        await _log.DisposeAsync();
        _process.Dispose();
    }

    private async Task<DemoFailedException> EndedAsync()
    {
        await _copying;
        var last = File.ReadLines(LogFile).TakeLast(12);
        return new($"{Name} ended with exit code {_process.ExitCode}. The end of its log ({LogFile}):{Environment.NewLine}{string.Join(Environment.NewLine, last)}");
    }

    private async Task CopyAsync(StreamReader output, Lock gate)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (gate)
                _log.WriteLine(line);
        }
    }
}
