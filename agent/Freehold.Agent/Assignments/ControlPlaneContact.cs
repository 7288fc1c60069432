using Freehold.Agent.Conditions;
using Freehold.Agent.Journal;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Agent.Assignments;

/// <summary>
/// When the control plane was last heard, and for how long it counts the agent as there without that: the lease of the last
/// welcome, also of one before a restart. Measured by a clock that nobody sets.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class ControlPlaneContact(AttemptJournal journal, TimeProvider time) : IConditionSource
{
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private TaskCompletionSource _leaseChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan? _lease = journal.Lease;

    private (DateTimeOffset Theirs, long At)? _clock;

    // Nobody knows for how long no process ran: the count starts with this one.
    private long _heardAt = time.GetTimestamp();

    /// <summary>The lease; null while none is known, and nothing runs out.</summary>
    public TimeSpan? Lease
    {
        get
        {
            lock (_gate)
                return _lease;
        }
    }

    /// <summary>How much of the lease is left; zero or less when it is over, null while none is known.</summary>
    public TimeSpan? LeaseLeft
    {
        get
        {
            lock (_gate)
                return _lease - time.GetElapsedTime(_heardAt);
        }
    }

    /// <summary>Completed when the lease becomes another one than it is now.</summary>
    public Task LeaseChanged
    {
        get
        {
            lock (_gate)
                return _leaseChanged.Task;
        }
    }

    /// <summary>A message came.</summary>
    public void Heard()
    {
        lock (_gate)
            _heardAt = time.GetTimestamp();
    }

    /// <summary>What the control plane's clock showed just now.</summary>
    public void Compare(DateTimeOffset controlPlaneClock)
    {
        lock (_gate)
            _clock = (controlPlaneClock, time.GetTimestamp());
    }

    /// <summary>By how much the clock here is ahead of the control plane's; null before a first welcome.</summary>
    public TimeSpan? Skew
    {
        get
        {
            lock (_gate)
                return _clock is { } clock ? time.GetUtcNow() - (clock.Theirs + time.GetElapsedTime(clock.At)) : null;
        }
    }

    // Its clock goes on here by ours that nobody sets, so that a clock set wrong, or right, is noticed without another welcome.
    public IEnumerable<Condition> Current()
    {
        lock (_gate)
        {
            return _clock is { } clock && (time.GetUtcNow() - (clock.Theirs + time.GetElapsedTime(clock.At))).Duration() > MostSkew
                ? [new(AgentConditionCode.ClockSkewed, "", Count: 0)]
                : [];
        }
    }

    /// <summary>A welcome named this lease, or none.</summary>
    /// <remarks>A disk that refuses is no obstacle: the lease counts, only a restart would not know it.</remarks>
    public async Task AgreeAsync(TimeSpan? lease, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (lease != _lease)
            {
                _lease = lease;
                _leaseChanged.SetResult();
                _leaseChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        if (lease == journal.Lease)
            return;

        try
        {
            var agreed = new LeaseAgreed { Lease = lease is { } known ? Duration.FromTimeSpan(known) : null };
            await journal.AppendAsync([new() { Lease = agreed }], Survives.PowerCut, cancellationToken);
        }
        catch (IOException)
        {
            // The journal has logged it.
        }
    }
}
