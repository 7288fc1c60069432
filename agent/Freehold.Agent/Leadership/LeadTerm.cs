namespace Freehold.Agent.Leadership;

/// <summary>
/// For how long this replica leads, as far as it can tell by itself: by its own clock, which nobody sets, and without asking anybody.
/// A process that was frozen therefore knows the moment it goes on that its time is over.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class LeadTerm(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long? _since;
    private TimeSpan _lasts;

    /// <summary>Whether this replica leads now. Ask right before anything that only the leader may do.</summary>
    public bool IsOn => Left > TimeSpan.Zero;

    /// <summary>Whether it led, and its time ran out or another replica took over: it has not given the lead back by itself.</summary>
    public bool HasLapsed
    {
        get
        {
            lock (_gate)
                return _since is not null && !IsOn;
        }
    }

    /// <summary>Whether nobody can take the lead from this process while it lives.</summary>
    public bool IsForEver
    {
        get
        {
            lock (_gate)
                return _since is not null && _lasts == TimeSpan.MaxValue;
        }
    }

    /// <summary>How much of the time is left; zero or less when it does not lead.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_gate)
                return _since is { } since ? _lasts - time.GetElapsedTime(since) : TimeSpan.Zero;
        }
    }

    /// <summary>It leads until then, or longer if that was known already.</summary>
    /// <param name="since">Timestamp from before the lead was asked for: what the asking took is not led.</param>
    public void Extend(long since, TimeSpan lasts)
    {
        lock (_gate)
            (_since, _lasts) = (since, lasts);
    }

    /// <summary>It leads until its process ends.</summary>
    public void ExtendForEver() => Extend(time.GetTimestamp(), TimeSpan.MaxValue);

    /// <summary>Another replica leads, whatever was thought here.</summary>
    public void Lapse()
    {
        lock (_gate)
            _lasts = TimeSpan.Zero;
    }

    /// <summary>It gives the lead back.</summary>
    public void End()
    {
        lock (_gate)
            (_since, _lasts) = (null, TimeSpan.Zero);
    }
}
