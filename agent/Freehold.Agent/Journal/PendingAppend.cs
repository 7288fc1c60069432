namespace Freehold.Agent.Journal;

/// <summary>Records that wait to be written, and what became of them. Touched only while holding the journal's turn.</summary>
internal sealed class PendingAppend(IReadOnlyList<JournalRecord> records, Survives survival)
{
    private Exception? _refusal;

    public IReadOnlyList<JournalRecord> Records { get; } = records;

    public Survives Survival { get; } = survival;

    public bool IsDone { get; private set; }

    public void Complete() => IsDone = true;

    public void Refuse(Exception reason)
    {
        _refusal = reason;
        IsDone = true;
    }

    /// <exception cref="IOException">The disk refused the records.</exception>
    public void ThrowIfRefused()
    {
        if (_refusal is not null)
            throw new IOException("The journal could not be written.", _refusal);
    }
}
