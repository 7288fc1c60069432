using System.Diagnostics;
using System.Globalization;

namespace Freehold.Benchmarks.Scale;

/// <summary>A program that is measured from the outside, and does not outlive this one: not even when this one is killed.</summary>
internal sealed class LeashedProcess : IAsyncDisposable
{
    // The shell keeps the program's number, and kills it when our end of the pipe is gone.
    private const string Leash = """log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!; cat >/dev/null; kill -KILL $! 2>/dev/null""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _leash;

    private LeashedProcess(Process leash, int id)
    {
        _leash = leash;
        Id = id;
    }

    /// <summary>Number of the program itself.</summary>
    public int Id { get; }

    /// <summary>What it has used so far.</summary>
    public ProcessUsage Usage => ProcessUsage.Of(Id);

    public static async Task<LeashedProcess> StartAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string logFile, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Leash, "sh", logFile, .. command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var leash = Process.Start(start)!;
        var id = await leash.StandardOutput.ReadLineAsync(cancellationToken);
        return new(leash, int.Parse(id!, CultureInfo.InvariantCulture));
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public Task TerminateAsync(CancellationToken cancellationToken) => SignalAsync("-TERM", cancellationToken);

    /// <summary>Ends it without notice.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => SignalAsync("-KILL", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _leash.StandardInput.Close();
        await _leash.WaitForExitAsync();
        _leash.Dispose();
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        await Until.IsTrueAsync(() => ProcessUsage.HasEnded(Id), Patience, "the program ends", cancellationToken);
    }
}
