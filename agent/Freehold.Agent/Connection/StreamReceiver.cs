using Freehold.Agent.Assignments;
using Freehold.Agent.Checks;
using Freehold.Agent.Events;
using Freehold.Agent.Grants;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Connection;

/// <summary>Handles what the control plane says on one stream after <c>welcome</c>, one message after the other.</summary>
internal sealed class StreamReceiver(
    AssignmentInbox inbox, RunningJobs jobs, EventOutbox outbox, GrantDesk grants, CheckDesk checks, EventDelivery delivery, StreamSender sender, DeliverySignal signal,
    ConnectionMetrics metrics)
{
    /// <summary>Set by <c>go_away</c>: how long the control plane wants not to be dialled.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    public async Task HandleAsync(ControlMessage message, CancellationToken over)
    {
        switch (message.KindCase)
        {
            case ControlMessage.KindOneofCase.Assign:
                sender.Post(await inbox.AcceptAsync(message.Assign, over));
                break;
            case ControlMessage.KindOneofCase.Confirm:
                inbox.Confirm(message.Confirm);
                break;
            case ControlMessage.KindOneofCase.Cancel:
                await inbox.CancelAsync(message.Cancel, over);
                break;
            case ControlMessage.KindOneofCase.Acknowledged:
                await AcknowledgeAsync(message.Acknowledged, over);
                break;
            case ControlMessage.KindOneofCase.GrantRequest:
                grants.Take(message.GrantRequest, sender.Post);
                break;
            case ControlMessage.KindOneofCase.CheckRequest:
                checks.Take(message.CheckRequest);
                break;
            case ControlMessage.KindOneofCase.GoAway:
                RetryAfter = message.GoAway.RetryAfter?.ToTimeSpan() ?? TimeSpan.Zero;
                break;
            case ControlMessage.KindOneofCase.Heartbeat or ControlMessage.KindOneofCase.Welcome:
                break;
            default:
                // From a newer control plane. It knows from hello what this agent understands.
                metrics.UnknownMessage();
                break;
        }
    }

    private async Task AcknowledgeAsync(Acknowledged message, CancellationToken over)
    {
        var acknowledged = AcknowledgedBy(message.Attempts.Select(attempt => (attempt.Attempt, attempt.Sequence, EndIsMissing: false)));
        var done = await outbox.AcknowledgeAsync(acknowledged, over);
        if (delivery.NoteAcknowledged(acknowledged))
            signal.Set();
        await jobs.CloseAsync(done, over);
    }

    /// <summary>What is stored of the attempts of an inventory that are not over.</summary>
    public static IReadOnlyCollection<StoredEvents> StoredBy(IEnumerable<InventoryVerdict> verdicts)
    {
        var stored = new List<StoredEvents>();
        foreach (var verdict in verdicts.Where(verdict => !verdict.Ended))
        {
            if (AttemptId.TryRead(verdict.Attempt, out var attempt))
                stored.Add(new(attempt, verdict.AcknowledgedSequence, verdict.Started, verdict.Waiting));
        }

        return stored;
    }

    /// <summary>The acknowledgements about attempts with a readable name.</summary>
    public static IReadOnlyCollection<AcknowledgedEvents> AcknowledgedBy(IEnumerable<(AttemptRef Attempt, ulong Sequence, bool EndIsMissing)> said)
    {
        var acknowledged = new List<AcknowledgedEvents>();
        foreach (var (reference, sequence, endIsMissing) in said)
        {
            if (AttemptId.TryRead(reference, out var attempt))
                acknowledged.Add(new(attempt, sequence, endIsMissing));
        }

        return acknowledged;
    }
}
