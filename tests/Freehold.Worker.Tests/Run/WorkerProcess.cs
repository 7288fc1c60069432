using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Freehold.Worker.Tests.Run;

/// <summary>The real program, started by a test and ended by it.</summary>
internal sealed partial class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    private static string Program => Path.Join(TestContext.CurrentContext.TestDirectory, "freehold-worker");

    public static WorkerProcess Start(params IEnumerable<string> arguments) => StartProgram(Program, arguments);

    /// <summary>
    /// Starts it as root without root's privileges, for whom the modes of files count as for anybody; only root can. Unlike
    /// another user, it can reach the program wherever root has put it.
    /// </summary>
    public static WorkerProcess StartWithoutPrivileges(params IEnumerable<string> arguments) =>
        StartProgram("setpriv", ["--bounding-set", "-all", "--inh-caps", "-all", Program, .. arguments]);

    private static WorkerProcess StartProgram(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Reads the report until a line holds a text.</summary>
    public async Task ReportedAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        throw new AssertionException($"The report ended without \"{text}\".");
    }

    public int ProcessId => _process.Id;

    /// <summary>kill -9: it has no time for anything.</summary>
    public void KillHard() => Assert.That(kill(_process.Id, 9), Is.Zero);

    public void Terminate() => Assert.That(kill(_process.Id, 15), Is.Zero);

    /// <summary>Waits for the end; the rest of the report, and what it said to people.</summary>
    public Task<BenchRun> EndedAsync() => EndedAsync(TimeSpan.FromSeconds(60));

    /// <inheritdoc cref="EndedAsync()"/>
    public async Task<BenchRun> EndedAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        var report = _process.StandardOutput.ReadToEndAsync(limit.Token);
        var people = _process.StandardError.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new(_process.ExitCode, await report, await people);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
