using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Freehold.Agent.Assignments;
using Freehold.Agent.Narrowing;
using Freehold.JobContract.Connections;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors.Processes;

/// <summary>Starts the shell that runs a worker, in a session of its own so that it outlives the agent.</summary>
internal sealed class WorkerLauncher(IOptions<ExecutorOptions> options, WorkerConnections connections, TimeProvider time)
{
    private static readonly TimeSpan TakingLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Launches, and returns when some process has taken the attempt: this one or one of an earlier launch.</summary>
    /// <exception cref="WorkerNotStartedException">No process took it.</exception>
    public async Task LaunchAsync(WorkOrder order, WorkFolder folder, CancellationToken cancellationToken)
    {
        var worker = WorkerProgram.Find(options.Value.WorkerPath) ?? throw new WorkerNotStartedException("There is no worker program.");

        using var shell = Start(order, folder, worker, await connections.ForAsync(order, cancellationToken));
        var begin = time.GetTimestamp();
        while (!folder.IsTaken())
        {
            if (shell.HasExited && !folder.IsTaken())
                throw new WorkerNotStartedException($"The shell that runs the worker ended with exit code {shell.ExitCode}.");
            if (time.GetElapsedTime(begin) > TakingLimit)
                throw new WorkerNotStartedException($"The shell that runs the worker did not begin within {TakingLimit.TotalSeconds} s.");

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private Process Start(WorkOrder order, WorkFolder folder, string worker, BucketConnections stores)
    {
        // Without -f, setsid becomes the shell itself, so the process that is started here is the session's leader.
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = folder.Path, UseShellExecute = false };
        foreach (var argument in Arguments(order.Attempt, folder, worker))
            start.ArgumentList.Add(argument);

        start.Environment.Clear();
        var environment = WorkerEnvironment.For(
            order, folder.Scratch, NamedSecrets.VariablesOf(order.Document), options.Value.PassEnvironment, Environment.GetEnvironmentVariable);
        foreach (var (name, value) in environment)
            start.Environment.Add(name, value);
        foreach (var (name, value) in ConnectionEnvironment.VariablesOf(stores))
            start.Environment.Add(name, value);

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new WorkerNotStartedException("The system starts no process for the worker; setsid of util-linux is needed.", e);
        }
    }

    private static string[] Arguments(AttemptId attempt, WorkFolder folder, string worker) =>
    [
        "/bin/sh", folder.LaunchScript,
        worker, "run", folder.Document,
        "--job-id", attempt.Job.ToString("D"),
        "--attempt", attempt.Number.ToString(CultureInfo.InvariantCulture),
        "--work-folder", folder.Scratch,
    ];
}
