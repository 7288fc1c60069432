namespace Freehold.Agent.Journal;

/// <summary>
/// The storage of a journal that need not outlive its process: of a replica that stands by, and of any where the cluster keeps what must
/// outlive it. What was written the journal remembers itself.
/// </summary>
internal sealed class NothingStored : IJournalStorage
{
    public byte[] ReadAll() => [];

    public void Append(ReadOnlySpan<byte> bytes)
    {
    }

    public void Flush()
    {
    }

    public void Replace(ReadOnlySpan<byte> bytes)
    {
    }
}
