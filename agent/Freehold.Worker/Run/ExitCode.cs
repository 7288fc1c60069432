namespace Freehold.Worker.Run;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>The output is committed, by this attempt or one before.</summary>
    public const int Committed = 0;

    /// <summary>The job failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The job document is wrong (EX_CONFIG).</summary>
    public const int BadDocument = 78;

    /// <summary>Stopped by SIGTERM or SIGINT, after cleaning up (128 + SIGTERM).</summary>
    public const int Cancelled = 143;
}
