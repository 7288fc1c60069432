namespace Freehold.Agent.Executors.Processes;

/// <summary>Ends a family of processes, to the last one.</summary>
internal static class ProcessStop
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    // The leader needs a moment after the worker's death to write down how it came.
    private static readonly TimeSpan LeaderGrace = TimeSpan.FromSeconds(1);

    /// <summary>Asks every process to end, kills what is left after the grace, and returns when none is left.</summary>
    /// <param name="grace">Zero: kill at once.</param>
    public static async Task EndAsync(this ProcessFamily family, TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        if (grace > TimeSpan.Zero)
        {
            foreach (var process in family.Living())
                Signals.Send(process, Signals.Terminate);
            if (await EndedWithinAsync(family, grace, _ => { }, time, cancellationToken))
                return;
        }

        if (await EndedWithinAsync(family, LeaderGrace, process => KillFollower(family, process), time, cancellationToken))
            return;

        await EndedWithinAsync(family, Timeout.InfiniteTimeSpan, process => Signals.Send(process, Signals.Kill), time, cancellationToken);
    }

    private static void KillFollower(ProcessFamily family, ProcessStat process)
    {
        if (!family.IsLeader(process))
            Signals.Send(process, Signals.Kill);
    }

    // Looks again and again: a process may have started another one between being seen and being killed.
    private static async Task<bool> EndedWithinAsync(
        ProcessFamily family, TimeSpan limit, Action<ProcessStat> each, TimeProvider time, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var living = family.Living();
            if (living.Count == 0)
                return true;
            if (limit != Timeout.InfiniteTimeSpan && time.GetElapsedTime(begin) >= limit)
                return false;

            foreach (var process in living)
                each(process);
            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
