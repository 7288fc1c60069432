using System.Diagnostics;
using System.Text.Json;
using Freehold.JobContract.Failures;
using Freehold.Worker.Limits;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Children;

/// <summary>One child as its coordinator sees it. One task at a time; disposing kills it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int SignalBase = 128;

    private readonly Process _process;
    private readonly string _scratch;
    private readonly TaskLimits _limits;
    private readonly TimeProvider _time;

    private ChildProcess(Process process, string scratch, TaskLimits limits, TimeProvider time)
    {
        _process = process;
        _scratch = scratch;
        _limits = limits;
        _time = time;
    }

    // Beside this one; a host that is no worker, as tests are, says where.
    private static string Program { get; } =
        AppContext.GetData("Freehold.Worker.Program") as string ?? Path.Join(AppContext.BaseDirectory, "freehold-worker");

    /// <summary>Its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts a child, and waits until it is ready. One that dies before is found dead by its first task.</summary>
    /// <param name="start">What it works on.</param>
    /// <param name="limits">What each of its tasks may use.</param>
    /// <param name="time">The clock of <see cref="TaskLimits.Time"/>.</param>
    /// <param name="cancellationToken">Ends the wait, and kills the child.</param>
    public static async Task<ChildProcess> StartAsync(
        ChildStart start, TaskLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo(Program, ["child"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("A new process is started, not an old one found.");

        var child = new ChildProcess(process, start.Scratch, limits, time);
        try
        {
            await child.TrySendAsync(JsonSerializer.Serialize(start, TaskJson.Default.ChildStart));

            // The time of a task is its own: the start of a program, on a busy machine, is not a part of it.
            await process.StandardOutput.ReadLineAsync(cancellationToken);
            return child;
        }
        catch (OperationCanceledException)
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has it do a task, and watches what it uses meanwhile.</summary>
    /// <param name="task">The task.</param>
    /// <param name="number">Which try it is.</param>
    /// <param name="onProgress">See <see cref="TaskContext.OnProgress"/>.</param>
    /// <param name="cancellationToken">Stops listening; the child must be disposed then.</param>
    /// <returns>How the try ended, and whether the child is still there for another.</returns>
    public async Task<(TaskEnding Ending, bool IsAlive)> RunAsync(
        PlannedTask task, int number, Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(task, over.Token);
        TaskEnding? ending;
        Failure? killedFor;
        try
        {
            await TrySendAsync(JsonSerializer.Serialize(new ChildOrder(task, number), TaskJson.Default.ChildOrder));
            ending = await ListenAsync(onProgress, cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            killedFor = await watching;
        }

        if (ending is not null && killedFor is null)
            return (ending, true);

        _process.Kill(); // also one that lives and has said what is no report
        await _process.WaitForExitAsync(cancellationToken);
        return (ending ?? new TaskEnding.Failed(killedFor ?? Crashed(task)), false);
    }

    /// <summary>Kills it, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None); // a killed process ends; nothing of it may write after this
        _process.Dispose();
    }

    private async Task<TaskEnding?> ListenAsync(Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Parse(line) is not { } report)
                return null;
            if (report.Record is not null)
                return new TaskEnding.Recorded(report.Record);
            if (report.Failure is not null)
                return new TaskEnding.Failed(report.Failure);
            onProgress(report.Done, report.Rows);
        }

        return null;
    }

    private async Task<Failure?> WatchAsync(PlannedTask task, CancellationToken over)
    {
        var watch = new TaskWatch(task, _process.Id, _scratch, _limits, _time);
        try
        {
            while (true)
            {
                await Task.Delay(TaskWatch.BetweenLooks, _time, over);
                if (watch.Look() is not { } exceeded)
                    continue;

                _process.Kill();
                return exceeded;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return null; // the task has ended, or the job
        }
    }

    // A child that has died takes no orders: that it ended is seen where its reports are read.
    private async Task TrySendAsync(string line)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
        }
    }

    // The last line of a child that was killed may be cut.
    private static ChildReport? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, TaskJson.Default.ChildReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Failure Crashed(PlannedTask task)
    {
        var code = _process.ExitCode;
        return code > SignalBase
            ? new() { Code = FailureCode.WorkerCrashed, ObjectName = task.ObjectName, Signal = code - SignalBase }
            : new() { Code = FailureCode.WorkerCrashed, ObjectName = task.ObjectName, ExitCode = code };
    }
}
