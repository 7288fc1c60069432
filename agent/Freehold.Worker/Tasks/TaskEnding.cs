using Freehold.JobContract.Failures;

namespace Freehold.Worker.Tasks;

/// <summary>How one try of a task ended: a closed list.</summary>
internal abstract record TaskEnding
{
    private TaskEnding()
    {
    }

    /// <summary>It is done and its record lies there: of this try, or of another attempt that was faster.</summary>
    internal sealed record Recorded(TaskRecord Record) : TaskEnding;

    /// <summary>It failed, and left nothing that counts.</summary>
    internal sealed record Failed(Failure Failure) : TaskEnding;
}
