using Freehold.JobContract.Failures;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Children;

/// <summary>The first line that a child reads: what it works on until its standard input ends. Names alone; secrets come by the environment.</summary>
internal sealed record ChildStart
{
    /// <summary>Local file with the job document.</summary>
    public required string DocumentPath { get; init; }

    public required string JobId { get; init; }

    public required int Attempt { get; init; }

    /// <summary>Existing folder of this child alone.</summary>
    public required string Scratch { get; init; }

    /// <summary>Local file of its log; appended to. Null for none.</summary>
    public string? LogPath { get; init; }

    /// <summary>Tasks of the job at the same time, which its share is made of.</summary>
    public required int ParallelTasks { get; init; }
}

/// <summary>Every further line that a child reads: a task to do, when it has ended the one before.</summary>
/// <param name="Task">The task.</param>
/// <param name="Number">Which try of this attempt it is, from 1.</param>
internal sealed record ChildOrder(PlannedTask Task, int Number);

/// <summary>A line that a child writes: how far it is, or how the task ended.</summary>
internal sealed record ChildReport
{
    /// <summary>How much of the task is done, from 0 to 1.</summary>
    public double Done { get; init; }

    /// <summary>Rows of the task in all, as far as known.</summary>
    public long Rows { get; init; }

    /// <summary>Its record: the task has succeeded.</summary>
    public TaskRecord? Record { get; init; }

    /// <summary>The task has failed.</summary>
    public Failure? Failure { get; init; }
}
