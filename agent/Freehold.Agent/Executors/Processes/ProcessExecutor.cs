using System.Runtime.CompilerServices;
using Freehold.Agent.Assignments;
using Freehold.Agent.Startup;
using Freehold.JobContract.Documents;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors.Processes;

/// <summary>
/// Runs workers as processes on this machine, each in a folder of its own. Everything that must outlive the agent is in that
/// folder: who runs the worker, what it reported, how it ended.
/// </summary>
internal sealed class ProcessExecutor(
    StateDirectory state,
    WorkerLauncher launcher,
    FullDisk disk,
    IOptions<ExecutorOptions> options,
    TimeProvider time,
    ILogger<ProcessExecutor> log) : IExecutor
{
    // A look is two system calls, so polling costs less than it takes to notice: no watch on the folder is needed, which the
    // kernel rations and network file systems lack.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private const int SignalBase = 128;
    private const int LastSignal = 64;

    /// <summary>Its name for the control plane.</summary>
    public const string ExecutorName = "process";

    /// <summary>The job kinds that it can run.</summary>
    public static IReadOnlyList<string> ExecutorKinds { get; } = [.. JobKinds.Supported.Select(kind => kind.Name())];

    public string Name => ExecutorName;

    public IReadOnlyList<string> Kinds => ExecutorKinds;

    public async Task StartAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var folder = FolderOf(order.Attempt);
        if (folder.IsTaken())
            return;

        try
        {
            folder.Prepare(order.Document);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkerNotStartedException("The work folder cannot be made.", e);
        }

        await launcher.LaunchAsync(order, folder, cancellationToken);
    }

    public TimeSpan? StartedAgo(AttemptId attempt) => FolderOf(attempt).Owner() is { } owner ? BootClock.Since(owner.StartTime) : null;

    public async IAsyncEnumerable<WorkerObservation> WatchAsync(AttemptId attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = FolderOf(attempt);
        var owner = folder.Owner();
        var report = new ReportReader(folder.Report);

        // 1. Follow the report until the worker has ended.
        for (var pause = FirstPause; folder.ExitCode() is null && owner?.IsAlive() is true;)
        {
            var records = report.ReadNew(final: false);
            foreach (var record in records)
                yield return new WorkerReported(record);
            yield return new StillWatching();
            BoundErrors(attempt, folder);

            pause = records.Count > 0 ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            await Task.Delay(pause, time, cancellationToken);
        }

        // 2. Whatever the worker left running would be in the way of the next attempt, and could still report.
        yield return new EndingLeftovers();
        await new ProcessFamily(attempt, owner).EndAsync(TimeSpan.Zero, time, cancellationToken);

        // 3. Read what came before the end, then say how it was.
        foreach (var record in report.ReadNew(final: true))
            yield return new WorkerReported(record);
        BoundErrors(attempt, folder);
        if (report.DroppedLines > 0)
            log.ReportLinesDropped(attempt, report.DroppedLines);

        yield return EndOf(folder, owner);
    }

    public async Task StopAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        var folder = FolderOf(attempt);
        await TakeForNobodyAsync(folder, cancellationToken);
        await new ProcessFamily(attempt, folder.Owner()).EndAsync(options.Value.StopGrace, time, cancellationToken);
    }

    public Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        if (options.Value.KeepWorkFolders)
            return Task.CompletedTask;

        try
        {
            FolderOf(attempt).Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.WorkFolderNotDeleted(e, attempt);
        }

        return Task.CompletedTask;
    }

    public async Task SweepAsync(IReadOnlySet<AttemptId> known, CancellationToken cancellationToken)
    {
        foreach (var path in Directory.GetDirectories(state.Work))
        {
            if (!AttemptId.TryParseFolderName(Path.GetFileName(path), out var attempt) || known.Contains(attempt))
                continue;

            if (!options.Value.KeepWorkFolders)
                log.OrphanSwept(attempt);
            await StopAsync(attempt, cancellationToken);
            await RemoveAsync(attempt, cancellationToken);
        }
    }

    private void BoundErrors(AttemptId attempt, WorkFolder folder)
    {
        try
        {
            ErrorOutput.Bound(folder.Errors);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.ErrorsNotBounded(e, attempt);
        }
    }

    // A full disk must not leave a launch under way that could still take the attempt: there is no other way to be sure.
    private async Task TakeForNobodyAsync(WorkFolder folder, CancellationToken cancellationToken)
    {
        if (folder.TryTakeForNobody())
            return;

        log.WaitsForDisk(folder.Path);
        disk.Begin();
        try
        {
            while (!folder.TryTakeForNobody())
                await Task.Delay(LongestPause, time, cancellationToken);
        }
        finally
        {
            disk.End();
        }
    }

    private static WorkerEnded EndOf(WorkFolder folder, ProcessIdentity? owner) => folder.ExitCode() switch
    {
        { } code and > SignalBase and <= SignalBase + LastSignal => new(ExitCode: null, code - SignalBase),
        { } code => new(code, Signal: 0),
        // The shell catches what can be caught: only SIGKILL, or the end of the machine, keeps it from writing the code down.
        null when owner is not null => new(ExitCode: null, Signals.Kill),
        null => new(ExitCode: null, Signal: 0),
    };

    private WorkFolder FolderOf(AttemptId attempt) => new(state.Work, attempt);
}
