namespace Freehold.Agent.Journal;

/// <summary>Where the journal's bytes lie. Used by one caller at a time.</summary>
internal interface IJournalStorage
{
    /// <summary>Everything that is there.</summary>
    byte[] ReadAll();

    /// <summary>Writes after the last byte. Survives the end of the process at once, that of the machine after <see cref="Flush"/>.</summary>
    /// <exception cref="IOException">The disk refused. Some of the bytes may be there: only <see cref="Replace"/> puts that right.</exception>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything appended is on the disk.</summary>
    /// <exception cref="IOException">
    /// The disk refused. The bytes may or may not be there, and flushing again would not tell: only <see cref="Replace"/> does.
    /// </exception>
    void Flush();

    /// <summary>Puts these bytes, flushed, in the place of everything: wholly or, after an exception, not at all.</summary>
    /// <exception cref="IOException">The disk refused. What was there before is there still.</exception>
    void Replace(ReadOnlySpan<byte> bytes);
}
