namespace Freehold.ControlPlane.Jobs;

/// <summary>What can happen to a job, as far as its state is concerned.</summary>
internal enum JobHappening
{
    /// <summary>A new attempt was handed to the agent.</summary>
    AttemptAssigned,

    /// <summary>The attempt waits at the agent.</summary>
    AttemptWaits,

    /// <summary>The attempt's worker runs.</summary>
    AttemptRuns,

    /// <summary>The attempt committed its output, and nobody had asked to cancel.</summary>
    AttemptSucceeded,

    /// <summary>The attempt failed, and no other is to be made.</summary>
    AttemptFailed,

    /// <summary>The agent will not run the attempt, nor any other of this job.</summary>
    AttemptRefused,

    /// <summary>The attempt ended, in whatever way, after a person had asked to cancel.</summary>
    AttemptStopped,

    /// <summary>The attempt ended and another one is to be made.</summary>
    AttemptGivenBack,

    /// <summary>A person cancels a job of which nothing can have started.</summary>
    CancelledBeforeStart,
}
