using Freehold.Agent.Assignments;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Events;

/// <summary>
/// Sends the outbox over one stream: from its first unacknowledged event, in batches, never more batches ahead of the
/// acknowledgements than the control plane allows. A new stream gets a new delivery and so starts over.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class EventDelivery(EventOutbox outbox, int window)
{
    /// <summary>Most events of one batch.</summary>
    public const int MaxBatchEvents = 500;

    /// <summary>Most bytes of the events of one batch; a single larger event goes alone.</summary>
    public const int MaxBatchBytes = 512 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<AttemptId, ulong> _sentThrough = [];
    private readonly List<Dictionary<AttemptId, ulong>> _inFlight = [];

    /// <summary>The next batch, or null when there is none or the window is closed.</summary>
    public EventBatch? TakeBatch()
    {
        lock (_gate)
        {
            if (_inFlight.Count >= window || outbox.TakeUnsent(_sentThrough, MaxBatchEvents, MaxBatchBytes) is not { } batch)
                return null;

            var last = new Dictionary<AttemptId, ulong>();
            foreach (var sent in batch.Events)
            {
                AttemptId.TryRead(sent.Attempt, out var attempt);
                last[attempt] = sent.Sequence;
            }

            _inFlight.Add(last);
            return batch;
        }
    }

    /// <summary>Opens the window by the batches that are acknowledged wholly.</summary>
    /// <returns>Whether it opened.</returns>
    public bool NoteAcknowledged(IReadOnlyCollection<AcknowledgedEvents> acknowledged)
    {
        lock (_gate)
        {
            foreach (var (attempt, sequence, _) in acknowledged)
            {
                foreach (var batch in _inFlight)
                {
                    if (batch.TryGetValue(attempt, out var last) && last <= sequence)
                        batch.Remove(attempt);
                }
            }

            return _inFlight.RemoveAll(batch => batch.Count == 0) > 0;
        }
    }

    /// <summary>Gives up waiting for an attempt whose events were dropped.</summary>
    public void Forget(AttemptId attempt) => NoteAcknowledged([new(attempt, ulong.MaxValue)]);
}
