using Freehold.JobContract.Failures;

namespace Freehold.ControlPlane.Jobs;

/// <summary>What follows an attempt that did not succeed.</summary>
internal enum RetryDecision
{
    /// <summary>The job fails.</summary>
    GiveUp,

    /// <summary>Another attempt, which spends one of the job's retries.</summary>
    SpendRetry,

    /// <summary>Another attempt, free of charge, counted as a loss.</summary>
    CountLoss,
}

/// <summary>Decides whether another attempt is made. Pure.</summary>
internal static class RetryPolicy
{
    /// <param name="retries">What the job's document allows.</param>
    /// <param name="retriesSpent">Attempts that failed by the job's own fault so far, this one not counted.</param>
    /// <param name="losses">Attempts lost so far, this one not counted.</param>
    /// <param name="mostLosses">See <see cref="LossBounds"/>.</param>
    public static RetryDecision After(RetryClass failure, int retries, int retriesSpent, int losses, int mostLosses) => failure switch
    {
        RetryClass.Job when retriesSpent < retries => RetryDecision.SpendRetry,
        RetryClass.Infrastructure when losses < mostLosses => RetryDecision.CountLoss,
        _ => RetryDecision.GiveUp,
    };
}
