using System.Collections.Concurrent;
using Freehold.Agent.Events;
using Freehold.Agent.Executors;
using Freehold.Agent.Journal;
using Freehold.Agent.Leadership;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Assignments;

/// <summary>
/// Every attempt that runs here: the same attempt twice is one run. At the agent's start it takes over what an earlier
/// process has left running; at its end it leaves the workers running, unless the options say otherwise.
/// </summary>
internal sealed class RunningJobs(
    AttemptJournal journal,
    EventOutbox outbox,
    IExecutor executor,
    AttemptRun run,
    LeadTerm term,
    IOptions<ExecutorOptions> options,
    ILogger<RunningJobs> log) : BackgroundService
{
    private readonly ConcurrentDictionary<AttemptId, RunningJob> _jobs = [];
    private readonly ConcurrentDictionary<AttemptId, bool> _unclosed = [];
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _bug = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private bool _stopped;

    /// <summary>Takes over from the process before, before any new command can come.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var attempts = journal.Attempts;
        await executor.SweepAsync(attempts.Select(attempt => attempt.Id).ToHashSet(), cancellationToken);

        foreach (var attempt in attempts)
        {
            if (attempt.IsDone)
                await CloseAsync([attempt.Id], cancellationToken);
            else if (attempt is { Ended: false } and ({ Confirmed: true } or { StopAsked: not StopCause.None }))
                Run(attempt.Id);
        }

        log.TakenOver(attempts.Count, _jobs.Count);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Runs an attempt of the journal that the control plane has confirmed. Nothing happens if it runs already.</summary>
    public void Run(AttemptId id)
    {
        lock (_gate)
        {
            if (_stopped || _jobs.ContainsKey(id) || journal.Find(id) is not { Ended: false } attempt || outbox.HasEnded(id))
                return;

            var stop = new StopRequest();
            if (attempt.StopAsked is not StopCause.None)
                stop.Ask(attempt.StopAsked);

            _jobs[id] = new(stop, Task.Run(() => RunAsync(attempt, stop), CancellationToken.None));
        }
    }

    /// <summary>Whether an attempt runs, or is about to.</summary>
    public bool IsRunning(AttemptId id) => _jobs.ContainsKey(id);

    /// <summary>
    /// Asks attempts to stop; their ends come as events. Those that wait for <c>confirm</c> end without starting. Returns before
    /// they have stopped.
    /// </summary>
    public async Task StopAsync(IReadOnlyCollection<AttemptId> attempts, StopCause cause, CancellationToken cancellationToken)
    {
        if (attempts.Count == 0)
            return;

        try
        {
            // Written first: a restart in the middle must know that the worker did not just die.
            var records = attempts.Select(id => new JournalRecord { StopAsked = new() { Attempt = id.ToReference(), Cause = cause } });
            await journal.AppendAsync([.. records], Survives.PowerCut, cancellationToken);
        }
        catch (IOException)
        {
            // The journal has logged it. A worker that must stop does not wait for the disk.
        }

        foreach (var id in attempts)
        {
            log.StopAsked(id, cause);
            Run(id);
            if (_jobs.TryGetValue(id, out var job))
                job.Stop.Ask(cause);
        }
    }

    /// <summary>Lets go of attempts that have ended and whose events are all acknowledged.</summary>
    /// <remarks>
    /// First in the journal, then on disk: an attempt that the journal takes for a running one, and whose files are gone, would
    /// be started again by the next process. While the disk refuses nothing is let go of; <see cref="CloseUnclosedAsync"/> does it then.
    /// </remarks>
    public async Task CloseAsync(IReadOnlyCollection<AttemptId> attempts, CancellationToken cancellationToken)
    {
        if (attempts.Count == 0)
            return;

        var survival = attempts.All(id => journal.Find(id) is not { Ended: false }) ? Survives.ProcessEnd : Survives.PowerCut;
        if (!await TryForgetAsync(attempts, survival, cancellationToken))
        {
            foreach (var id in attempts)
                _unclosed.TryAdd(id, true);
            return;
        }

        foreach (var id in attempts)
        {
            _unclosed.TryRemove(id, out _);
            await executor.RemoveAsync(id, cancellationToken);
        }
    }

    /// <summary>Lets go of what the disk did not allow to let go of before.</summary>
    public Task CloseUnclosedAsync(CancellationToken cancellationToken) => CloseAsync([.. _unclosed.Keys], cancellationToken);

    /// <summary>Stops an attempt and says nothing more about it: the control plane does not know it.</summary>
    public async Task ForgetAsync(AttemptId id, CancellationToken cancellationToken)
    {
        log.ForgottenOnCommand(id);
        var forgotten = await TryForgetAsync([id], Survives.PowerCut, cancellationToken);

        // Its run stops the worker and removes its files; where none runs there is nothing but files. What the journal could not
        // forget keeps them, see CloseAsync; the next welcome says again what it thinks of it.
        if (_jobs.TryGetValue(id, out var job))
            job.Stop.Ask(StopCause.Cancelled);
        else if (forgotten)
            await executor.RemoveAsync(id, cancellationToken);
    }

    /// <summary>Leaves: no run goes on when it returns.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            _stopped = true;

        // Of one that has lost the lead the workers are another replica's.
        if (options.Value.StopWorkersOnExit && term.IsOn)
            await StopWorkersAsync(cancellationToken);

        await _leaving.CancelAsync();
        await Task.WhenAll(_jobs.Values.Select(job => job.Run));
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _leaving.Dispose();
        base.Dispose();
    }

    /// <summary>Fails when a run does, so that the host stops: it is a bug, and a restart takes everything over.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await _bug.Task.WaitAsync(stoppingToken);

    private async Task StopWorkersAsync(CancellationToken cancellationToken)
    {
        await StopAsync([.. _jobs.Keys], StopCause.AgentStopped, cancellationToken);
        try
        {
            await Task.WhenAll(_jobs.Values.Select(job => job.Run)).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log.WorkersLeft(_jobs.Count);
        }
    }

    private async Task<bool> TryForgetAsync(IReadOnlyCollection<AttemptId> attempts, Survives survival, CancellationToken cancellationToken)
    {
        try
        {
            await journal.AppendAsync([.. attempts.Select(id => new JournalRecord { Forgotten = new() { Attempt = id.ToReference() } })],
                survival, cancellationToken);
        }
        catch (IOException)
        {
            // The journal has logged it.
            return false;
        }

        foreach (var id in attempts)
            outbox.Drop(id);
        return true;
    }

    private async Task RunAsync(JournaledAttempt attempt, StopRequest stop)
    {
        try
        {
            await run.RunToEndAsync(attempt, stop, _leaving.Token);
            if (journal.Find(attempt.Id) is null)
                await executor.RemoveAsync(attempt.Id, _leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The agent stops; the worker does not.
        }
        catch (Exception e)
        {
            _bug.TrySetException(e);
        }
        finally
        {
            // Not before Run has entered it.
            lock (_gate)
                _jobs.TryRemove(attempt.Id, out _);
        }
    }

    private sealed record RunningJob(StopRequest Stop, Task Run);
}
