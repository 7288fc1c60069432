using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;

namespace Freehold.Agent.Executors;

/// <summary>
/// Runs workers somewhere: starts, watches and stops one worker an attempt. What it runs outlives the agent's process; the
/// next one finds it again by the attempt's name alone.
/// </summary>
internal interface IExecutor
{
    /// <summary>Name for the control plane, at most 32 bytes.</summary>
    string Name { get; }

    /// <summary>Job kinds that it can run, in the words of job documents.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>What its surroundings have room for, as far as it knows.</summary>
    ExecutorRoom Room => ExecutorRoom.Unbounded;

    /// <summary>
    /// Starts the attempt's worker and returns when it is certain that it runs or has run, or that it will once there is room: that is then
    /// told, and seen to, by watching. Called again, also by a later
    /// process of the agent, also after a crash in the middle of the first call, it finds what is there: one start.
    /// </summary>
    /// <exception cref="WorkerNotStartedException">Nothing runs and nothing will, unless called again.</exception>
    Task StartAsync(WorkOrder order, CancellationToken cancellationToken);

    /// <summary>How long ago the attempt's worker started, whoever started it; null when none did.</summary>
    TimeSpan? StartedAgo(AttemptId attempt);

    /// <summary>
    /// What the worker reports, from its first record, then one <see cref="WorkerEnded"/>. Of several progress records that
    /// are there at once only the newest is given. Something comes at least every 30 s, if only <see cref="StillWatching"/>: else the
    /// watching counts as stalled. Watching does not influence the worker and may be broken off and begun anew.
    /// When the end is given nothing of the attempt runs any more. For an attempt that never started it ends at once.
    /// </summary>
    IAsyncEnumerable<WorkerObservation> WatchAsync(AttemptId attempt, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the worker and everything it has started: asks, waits for the grace that the options give, then forces. Returns when
    /// nothing is left, and an attempt that had not started never will. Calling it again, or for an unknown attempt, is right.
    /// </summary>
    Task StopAsync(AttemptId attempt, CancellationToken cancellationToken);

    /// <summary>The same; an executor that keeps the attempts of an agent without a journal also keeps why.</summary>
    Task StopAsync(AttemptId attempt, StopCause cause, CancellationToken cancellationToken) => StopAsync(attempt, cancellationToken);

    /// <summary>Deletes what the executor keeps about an attempt that has ended. Calling it again is right.</summary>
    /// <remarks>What cannot be deleted now is left for <see cref="SweepAsync"/>, with a log line.</remarks>
    Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken);

    /// <summary>Stops and removes everything that belongs to none of these attempts. Called once, before the first start.</summary>
    Task SweepAsync(IReadOnlySet<AttemptId> known, CancellationToken cancellationToken);
}
