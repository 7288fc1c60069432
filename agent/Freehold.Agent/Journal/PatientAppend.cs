namespace Freehold.Agent.Journal;

/// <summary>For records that must be written, however long the disk refuses.</summary>
internal static class PatientAppend
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Appends records that survive a power cut, trying again until the disk takes them. The caller holds back what depends
    /// on them meanwhile; the worker's own files keep what happens.
    /// </summary>
    public static async Task AppendUntilWrittenAsync(
        this AttemptJournal journal, JournalRecord record, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await journal.AppendAsync([record], Survives.PowerCut, cancellationToken);
                return;
            }
            catch (IOException)
            {
                // The journal has logged it, once for the whole outage.
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }
}
