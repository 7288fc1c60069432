using Freehold.Agent.Journal;

namespace Freehold.Agent.Leadership;

/// <summary>The journal's storage of a replica that stands by: the real one belongs to the leader.</summary>
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
