using Freehold.Agent.Journal;
using Freehold.Delivery.Tests.Time;

namespace Freehold.Delivery.Tests.Agents;

/// <summary>
/// The volume of an agent's journal. It outlives processes; what was written and not flushed does not outlive the machine.
/// </summary>
/// <param name="onFlushed">Told of bytes that a power cut cannot take any more: whole frames, without the file's header.</param>
internal sealed class Disk(Action<ReadOnlyMemory<byte>> onFlushed)
{
    private readonly Lock _lock = new();
    private byte[] _file = [];
    private int _flushed;

    /// <summary>Whether it refuses to write, as a full one does.</summary>
    public bool Refuses { get; set; }

    /// <summary>What a process of the agent gets to see of it, for as long as the process lives.</summary>
    public IJournalStorage Mount(Life life) => new Mounted(this, life);

    /// <summary>The machine goes down: of what was not flushed only a beginning is left, perhaps cut within a record.</summary>
    /// <param name="survives">From 0, nothing of it, to 1, all of it.</param>
    public void CutPower(double survives)
    {
        lock (_lock)
            Array.Resize(ref _file, _flushed + (int)((_file.Length - _flushed) * survives));
    }

    private void Flush()
    {
        var start = Math.Max(_flushed, JournalFrames.FileHeader.Length);
        if (_file.Length > start)
            onFlushed(_file.AsMemory(start));
        _flushed = _file.Length;
    }

    private sealed class Mounted(Disk disk, Life life) : IJournalStorage
    {
        public byte[] ReadAll()
        {
            lock (disk._lock)
            {
                if (disk._file.Length == 0)
                    Replace(JournalFrames.FileHeader);
                return [.. disk._file];
            }
        }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            lock (disk._lock)
            {
                // A full disk takes a part.
                var taken = disk.Refuses ? bytes[..(bytes.Length / 2)] : bytes;
                if (life.IsAlive)
                    disk._file = [.. disk._file, .. taken];
                ThrowUnlessWritable();
            }
        }

        public void Flush()
        {
            lock (disk._lock)
            {
                ThrowUnlessWritable();
                disk.Flush();
            }
        }

        public void Replace(ReadOnlySpan<byte> bytes)
        {
            lock (disk._lock)
            {
                ThrowUnlessWritable();
                disk._file = bytes.ToArray();
                disk._flushed = 0;
                disk.Flush();
            }
        }

        private void ThrowUnlessWritable()
        {
            if (disk.Refuses || !life.IsAlive)
                throw new IOException("No space left on device");
        }
    }
}
