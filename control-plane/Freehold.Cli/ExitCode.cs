namespace Freehold.Cli;

/// <summary>What the exit code tells a script. Fixed: docs/cli.md lists them.</summary>
internal static class ExitCode
{
    /// <summary>Done. With <c>--wait</c>: the job succeeded.</summary>
    public const int Ok = 0;

    /// <summary>The job ended in another way than <c>succeeded</c>, or not within <c>--timeout</c>.</summary>
    public const int JobDidNotSucceed = 1;

    /// <summary>The command line, the document or the thing it names is wrong; nothing was changed.</summary>
    public const int Usage = 2;

    /// <summary>Not signed in, or the token may not do this.</summary>
    public const int NotAllowed = 3;

    /// <summary>The control plane could not be reached or could not answer.</summary>
    public const int Unreachable = 4;

    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;
}
