using Freehold.Agent.Journal;

namespace Freehold.Agent.Tests.Journal;

/// <summary>A disk in memory that refuses when told to, and can lose power.</summary>
internal sealed class MemoryStorage : IJournalStorage
{
    private byte[] _onDisk = [];
    private byte[] _written = [];

    /// <summary>What a reader after a power cut finds.</summary>
    public byte[] OnDisk => _onDisk;

    /// <summary>What a reader after the process's end finds.</summary>
    public byte[] Written
    {
        get => _written;
        init => _written = _onDisk = value;
    }

    public int Flushes { get; private set; }

    public int Replacements { get; private set; }

    /// <summary>How many bytes of the next append reach the disk before it refuses; null: it takes all.</summary>
    public int? RefuseAppendAfter { get; set; }

    public bool RefuseFlush { get; set; }

    public bool RefuseReplace { get; set; }

    /// <summary>Called before a flush; may block it.</summary>
    public Action BeforeFlush { get; set; } = () => { };

    public byte[] ReadAll()
    {
        if (_written.Length == 0)
            _onDisk = _written = JournalFrames.FileHeader.ToArray();
        return _written;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var taken = RefuseAppendAfter is { } most ? bytes[..Math.Min(most, bytes.Length)] : bytes;
        _written = [.. _written, .. taken];
        if (RefuseAppendAfter is not null)
            throw new IOException("No space left on device");
    }

    public void Flush()
    {
        BeforeFlush();
        if (RefuseFlush)
            throw new IOException("Input/output error");
        Flushes++;
        _onDisk = _written;
    }

    public void Replace(ReadOnlySpan<byte> bytes)
    {
        if (RefuseReplace)
            throw new IOException("No space left on device");
        Replacements++;
        _onDisk = _written = bytes.ToArray();
    }
}
