using System.Buffers;
using System.Collections.Immutable;
using Freehold.Agent.Assignments;

namespace Freehold.Agent.Journal;

/// <summary>
/// The agent's memory on disk: every attempt that it accepted, every event that is not acknowledged, and the lease. What a
/// caller has seen returned, a crash at any byte cannot take back; what it reads here is on the disk.
/// </summary>
/// <remarks>
/// Safe from any thread. Callers that come while a write is under way are written together, with one flush: a hundred
/// attempts that report at once cost about as much as one.
/// </remarks>
internal sealed class AttemptJournal : IDisposable
{
    // Below this a compaction would save nothing worth its two flushes.
    private const long SmallestCompaction = 1024 * 1024;

    private readonly IJournalStorage _storage;
    private readonly ILogger<AttemptJournal> _log;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private List<PendingAppend> _pending = [];
    private volatile ImmutableDictionary<AttemptId, JournaledAttempt> _attempts = JournalState.Empty;
    private LeaseAgreed _lease = new();
    private long _appendedBytes;
    private long _compactedBytes;
    private bool _storageIsUncertain;
    private ulong _refusals;

    /// <summary>Reads what is there. A last write that a crash cut short is dropped, with a log line.</summary>
    /// <exception cref="InvalidDataException">The storage holds something else than a journal of this version.</exception>
    /// <exception cref="IOException">The storage cannot be read, or not be cleaned of the cut write.</exception>
    public AttemptJournal(IJournalStorage storage, ILogger<AttemptJournal> log)
    {
        _storage = storage;
        _log = log;

        var bytes = storage.ReadAll();
        var records = new List<JournalRecord>();
        var good = JournalFrames.Read(bytes, records);
        Remember(records);

        _appendedBytes = good;
        if (good < bytes.Length || good == 0)
        {
            if (good < bytes.Length)
                log.JournalTailDropped(bytes.Length - good, good);
            Compact([]);
        }
    }

    /// <summary>Every attempt, as it is on the disk.</summary>
    public IReadOnlyCollection<JournaledAttempt> Attempts => [.. _attempts.Values];

    /// <summary>One attempt, as it is on the disk; null when the journal does not hold it.</summary>
    public JournaledAttempt? Find(AttemptId attempt) => _attempts.GetValueOrDefault(attempt);

    /// <summary>The lease of the last welcome; null when it named none, or there was none yet.</summary>
    public TimeSpan? Lease => Volatile.Read(ref _lease).Lease?.ToTimeSpan();

    /// <summary>How many writes the disk has refused since it last took one; 0 while it takes them.</summary>
    public ulong Refusals => Volatile.Read(ref _refusals);

    /// <summary>Appends records, all or none after a crash of this process, and returns when they are in the journal.</summary>
    /// <param name="survival">What they have to survive.</param>
    /// <exception cref="IOException">
    /// The disk refused. <see cref="Find"/> shows none of the records; after a crash some may be there. Appending them again is right.
    /// </exception>
    /// <remarks>Cancellation is honoured until the write begins; after that the call runs to its end.</remarks>
    public async Task AppendAsync(IReadOnlyList<JournalRecord> records, Survives survival, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var append = new PendingAppend(records, survival);
        lock (_gate)
            _pending.Add(append);

        // Whoever gets in first writes for everybody who is waiting; the others find their records written.
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            if (!append.IsDone)
                WritePending();
        }
        finally
        {
            _writing.Release();
        }

        append.ThrowIfRefused();
    }

    public void Dispose()
    {
        _writing.Dispose();
        (_storage as IDisposable)?.Dispose();
    }

    private void WritePending()
    {
        List<PendingAppend> batch;
        lock (_gate)
            (batch, _pending) = (_pending, []);

        try
        {
            Write(batch);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_storageIsUncertain)
                _log.JournalUnavailable(e);

            _storageIsUncertain = true;
            Volatile.Write(ref _refusals, _refusals + 1);
            foreach (var append in batch)
                append.Refuse(e);
            return;
        }

        Volatile.Write(ref _refusals, 0);
        foreach (var append in batch)
            append.Complete();
    }

    private void Write(List<PendingAppend> batch)
    {
        var records = batch.SelectMany(append => append.Records).ToList();
        if (_storageIsUncertain || _appendedBytes - _compactedBytes > Math.Max(SmallestCompaction, 2 * _compactedBytes))
        {
            Compact(records);
            return;
        }

        _buffer.ResetWrittenCount();
        foreach (var record in records)
            JournalFrames.Write(_buffer, record);

        _storage.Append(_buffer.WrittenSpan);
        if (batch.Exists(append => append.Survival is Survives.PowerCut))
            _storage.Flush();

        _appendedBytes += _buffer.WrittenCount;
        Remember(records);
    }

    // Also the way out after a refused write: what lies behind the last good record is unknown then, and must not stay.
    private void Compact(List<JournalRecord> records)
    {
        var attempts = records.Aggregate(_attempts, JournalState.Apply);

        var contents = new ArrayBufferWriter<byte>();
        contents.Write(JournalFrames.FileHeader);
        JournalFrames.Write(contents, new() { Lease = LeaseAfter(records) });
        foreach (var record in JournalState.Records(attempts.Values))
            JournalFrames.Write(contents, record);

        _storage.Replace(contents.WrittenSpan);
        if (_storageIsUncertain)
            _log.JournalAvailableAgain();

        Remember(records);
        _compactedBytes = _appendedBytes = contents.WrittenCount;
        _storageIsUncertain = false;
    }

    private void Remember(List<JournalRecord> records)
    {
        _attempts = records.Aggregate(_attempts, JournalState.Apply);
        Volatile.Write(ref _lease, LeaseAfter(records));
    }

    private LeaseAgreed LeaseAfter(List<JournalRecord> records) => records.FindLast(record => record.Lease is not null)?.Lease ?? _lease;
}
