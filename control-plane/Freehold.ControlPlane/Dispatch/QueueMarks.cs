using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>A part of an agent's queue, in the order in which jobs are taken: by rank, which is the negative priority, then by id.</summary>
/// <param name="AfterRank">It begins behind the place (AfterRank, AfterId).</param>
/// <param name="BeforeRank">It ends before the first job of this rank.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QueueStretch(short AfterRank, Guid AfterId, short BeforeRank);

/// <summary>
/// Remembers of each priority how far an agent's queue was taken, so that a claim need not step over everything that was
/// taken before: while some transaction holds an old snapshot, PostgreSQL cannot remove that from the index.
/// </summary>
/// <remarks>
/// A mark only says where looking is worth while; what is there, the database says. A job behind its mark (another replica's
/// clock is behind, or its commit was slow) is found by the next look that passes over no stretch, at the latest with the
/// sweep. Jobs that were handed out before are found without marks.
/// </remarks>
internal sealed class QueueMarks
{
    // Ids are made before they are committed, and within a millisecond they are in no order.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    // Clocks of replicas agree to less than this, as clocks do that are kept at all.
    private static readonly TimeSpan SlackOfOtherReplicas = TimeSpan.FromSeconds(5);

    /// <summary>Each costs a descent into the index; who uses more priorities than this gets none.</summary>
    private const int MostMarks = 8;

    // PostgreSQL's -infinity. Of the kind of all others, since an array of times has one type.
    private static readonly DateTime Ever = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    private static readonly QueueStretch Everything = new(short.MinValue, Guid.Empty, short.MaxValue);

    private readonly Lock _lock = new();
    private readonly SortedList<short, Guid> _takenUpTo = [];
    private DateTime _oldestAttempt = Ever;
    private bool _sweep;

    /// <summary>In UTC: no attempt of the agent that is older than this is live, so those that ended before need not be stepped over.</summary>
    public DateTime OldestAttempt
    {
        get
        {
            lock (_lock)
                return _sweep ? Ever : _oldestAttempt;
        }

        set
        {
            lock (_lock)
                _oldestAttempt = value;
        }
    }

    /// <summary>Where jobs may be: all of the queue but what lies between the first job of a priority and its mark.</summary>
    public IReadOnlyList<QueueStretch> Stretches()
    {
        lock (_lock)
        {
            if (_sweep)
                return [Everything];

            var stretches = new List<QueueStretch>(_takenUpTo.Count + 1);
            var open = Everything;
            foreach (var (rank, id) in _takenUpTo)
            {
                stretches.Add(open with { BeforeRank = rank });
                open = new(rank, id, Everything.BeforeRank);
            }

            stretches.Add(open);
            return stretches;
        }
    }

    /// <summary>
    /// A claim took this job last of its priority, so nothing before it is left. Usually that moves the mark up; a sweep that
    /// found an old job moves it back, since it may not have taken all that it found.
    /// </summary>
    public void Took(short priority, Guid jobId)
    {
        lock (_lock)
        {
            _takenUpTo[Rank(priority)] = Before(TimeOf(jobId), Slack);
            if (_takenUpTo.Count > MostMarks)
                _takenUpTo.Clear();
        }
    }

    /// <summary>A job was queued here, perhaps after a younger one was taken.</summary>
    public void Queued(short priority, Guid jobId)
    {
        lock (_lock)
            MoveBack(Rank(priority), Before(TimeOf(jobId), Slack));
    }

    /// <summary>Another replica queued something; it did not say what.</summary>
    public void QueuedElsewhere(DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var rank in _takenUpTo.Keys.ToArray())
                MoveBack(rank, Before(now.ToUnixTimeMilliseconds(), SlackOfOtherReplicas));
        }
    }

    /// <summary>From now until <see cref="Swept"/>, looks pass over nothing.</summary>
    public void Sweep()
    {
        lock (_lock)
            _sweep = true;
    }

    /// <summary>The look that passed over nothing has been.</summary>
    public void Swept()
    {
        lock (_lock)
            _sweep = false;
    }

    private void MoveBack(short rank, Guid to)
    {
        if (_takenUpTo.TryGetValue(rank, out var mark) && to.CompareTo(mark) < 0)
            _takenUpTo[rank] = to;
    }

    private static short Rank(short priority) => (short)-priority;

    // The first six bytes of a version 7 id: milliseconds since 1970. Of another id they are as good as any prefix.
    private static long TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
    }

    private static Guid Before(long milliseconds, TimeSpan slack)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, milliseconds - (long)slack.TotalMilliseconds) << 16);
        return new(bytes, bigEndian: true);
    }
}
