using Freehold.Agent.Events;
using Freehold.Agent.Executors;
using Freehold.Agent.Journal;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>
/// Takes commands. An assignment is written to the journal before it is answered, and starts only after <c>confirm</c>:
/// until then the control plane may give the attempt to somebody else. Every command may come again, at any time.
/// </summary>
/// <remarks>One caller at a time: the receiver of the stream.</remarks>
internal sealed class AssignmentInbox(
    AttemptJournal journal,
    EventOutbox outbox,
    AgentCapacity capacity,
    RunningJobs jobs,
    IExecutor executor,
    AssignmentsMetrics metrics,
    ILogger<AssignmentInbox> log)
{
    /// <summary>Decides about assignments, writes down those that are accepted (together), and answers all.</summary>
    public async Task<CommandAnswers> AcceptAsync(AssignBatch batch, CancellationToken cancellationToken)
    {
        // 1. Decide, each in the light of those before it.
        var accepted = new Dictionary<AttemptId, AttemptAccepted>();
        var answers = new CommandAnswers();
        foreach (var assign in batch.Assignments)
            answers.Answers.Add(Decide(assign, accepted));

        // 2. Write down. What the journal does not hold was never accepted.
        if (accepted.Count > 0 && !await WriteDownAsync(accepted.Values, cancellationToken))
        {
            foreach (var answer in answers.Answers.Where(answer => AttemptId.TryRead(answer.Attempt, out var id) && accepted.ContainsKey(id)))
                (answer.Outcome, answer.Reason) = (CommandOutcome.Rejected, RejectionReason.JournalUnavailable);
        }

        // 3. Answer.
        foreach (var answer in answers.Answers)
        {
            metrics.Answered(answer);
            log.Answered(answer.CommandId, answer.Attempt?.JobId, answer.Attempt?.Number ?? 0, answer.Outcome, answer.Reason);
        }

        return answers;
    }

    /// <summary>Starts what was accepted. Attempts that are unknown, running, stopped or ended are left as they are.</summary>
    public void Confirm(ConfirmBatch batch)
    {
        foreach (var reference in batch.Attempts)
        {
            if (AttemptId.TryRead(reference, out var id) && journal.Find(id) is { Ended: false, StopAsked: StopCause.None })
                jobs.Run(id);
            else
                log.ConfirmIgnored(reference.JobId, reference.Number);
        }
    }

    /// <summary>Stops attempts; one that has not started ends without ever starting. Unknown and ended ones are left as they are.</summary>
    public async Task CancelAsync(CancelBatch batch, CancellationToken cancellationToken)
    {
        var known = batch.Cancels.Select(cancel => cancel.Attempt).Where(IsAlive);
        await jobs.StopAsync([.. known.Select(Read)], StopCause.Cancelled, cancellationToken);
    }

    /// <summary>Does what the control plane has decided about the inventory of <c>hello</c>.</summary>
    public async Task ApplyAsync(IEnumerable<InventoryVerdict> verdicts, CancellationToken cancellationToken)
    {
        foreach (var verdict in verdicts.Where(verdict => AttemptId.TryRead(verdict.Attempt, out _)))
        {
            switch (verdict.Decision)
            {
                case InventoryDecision.Cancel when verdict.Ended:
                    await jobs.CloseAsync([Read(verdict.Attempt)], cancellationToken);
                    break;
                case InventoryDecision.Cancel when IsAlive(verdict.Attempt):
                    await jobs.StopAsync([Read(verdict.Attempt)], StopCause.Cancelled, cancellationToken);
                    break;
                case InventoryDecision.Forget:
                    await jobs.ForgetAsync(Read(verdict.Attempt), cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Everything that the journal holds, for <c>hello</c>.</summary>
    public IEnumerable<InventoryEntry> Inventory() => journal.Attempts.Select(attempt => new InventoryEntry
    {
        Attempt = attempt.Id.ToReference(),
        // While the disk refuses, the outbox may be ahead of the journal.
        Phase = outbox.HasEnded(attempt.Id) ? AttemptPhase.Ended : attempt.Phase,
        LastSequence = Math.Max(attempt.LastSequence, outbox.LastSequence(attempt.Id)),
        DocumentDigest = attempt.Order.DocumentDigest,
        Rebuilt = !outbox.IsSettled(attempt.Id),
    });

    private CommandAnswer Decide(Assign assign, Dictionary<AttemptId, AttemptAccepted> accepted)
    {
        if (!AttemptId.TryRead(assign.Attempt, out var id))
            return Rejected(RejectionReason.BadDocument);

        if ((accepted.GetValueOrDefault(id) ?? journal.Find(id)?.Order) is { } known)
        {
            if (known.DocumentDigest == assign.DocumentDigest)
                return Answer(CommandOutcome.Duplicate);

            log.DigestConflict(id);
            return Rejected(RejectionReason.DigestConflict);
        }

        if (AssignmentCheck.Judge(assign, executor.Kinds) is not RejectionReason.Unspecified and var reason)
            return Rejected(reason);

        if (capacity.IsDraining)
            return Rejected(RejectionReason.Draining);

        if (capacity.InUse + accepted.Count >= capacity.MaxConcurrent)
            return Rejected(RejectionReason.NoCapacity);

        accepted.Add(id, AcceptedAssignment.Of(assign));
        return Answer(CommandOutcome.Accepted);

        CommandAnswer Answer(CommandOutcome outcome) =>
            new() { CommandId = assign.CommandId, Attempt = assign.Attempt ?? new(), Outcome = outcome };

        CommandAnswer Rejected(RejectionReason because)
        {
            var answer = Answer(CommandOutcome.Rejected);
            answer.Reason = because;
            return answer;
        }
    }

    private async Task<bool> WriteDownAsync(IEnumerable<AttemptAccepted> accepted, CancellationToken cancellationToken)
    {
        try
        {
            await journal.AppendAsync(
                [.. accepted.Select(order => new JournalRecord { Accepted = order })], Survives.PowerCut, cancellationToken);
            return true;
        }
        catch (IOException)
        {
            // The journal has logged it.
            return false;
        }
    }

    private bool IsAlive(AttemptRef reference) => AttemptId.TryRead(reference, out var id) && journal.Find(id) is { Ended: false } && !outbox.HasEnded(id);

    private static AttemptId Read(AttemptRef reference)
    {
        AttemptId.TryRead(reference, out var id);
        return id;
    }
}
