using Freehold.Hosting.Watchdogs;

namespace Freehold.Agent.Journal;

/// <summary>A storage that is looked after: a disk that hangs, which neither takes nor refuses, has no other sign.</summary>
internal sealed class WatchedStorage(IJournalStorage storage, LoopWatch writer) : IJournalStorage, IDisposable
{
    /// <summary>Writing the journal. A disk that hangs would hang for the next process as well.</summary>
    public static readonly WatchedLoop Loop = new("journal", MayTake: TimeSpan.FromSeconds(30), RestartCures: false);

    public byte[] ReadAll()
    {
        using var _ = Begin();
        return storage.ReadAll();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        using var _ = Begin();
        storage.Append(bytes);
    }

    public void Flush()
    {
        using var _ = Begin();
        storage.Flush();
    }

    public void Replace(ReadOnlySpan<byte> bytes)
    {
        using var _ = Begin();
        storage.Replace(bytes);
    }

    public void Dispose()
    {
        writer.Dispose();
        (storage as IDisposable)?.Dispose();
    }

    private Call Begin()
    {
        writer.WentRound();
        return new(writer);
    }

    private readonly struct Call(LoopWatch writer) : IDisposable
    {
        public void Dispose() => writer.Waits();
    }
}
