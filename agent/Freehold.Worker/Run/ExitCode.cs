namespace Freehold.Worker.Run;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>The output is committed, by this attempt or one before; or the part of the job is done.</summary>
    public const int Committed = 0;

    /// <summary>The job failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A task failed, and another try is no use (EX_DATAERR): the job is to fail.</summary>
    public const int FailedForGood = 65;

    /// <summary>A task failed, and may go better the next time (EX_TEMPFAIL).</summary>
    public const int TryAgain = 75;

    /// <summary>The job document is wrong (EX_CONFIG).</summary>
    public const int BadDocument = 78;

    /// <summary>Stopped by SIGTERM or SIGINT, after cleaning up (128 + SIGTERM).</summary>
    public const int Cancelled = 143;
}
