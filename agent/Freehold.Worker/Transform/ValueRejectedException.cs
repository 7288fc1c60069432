namespace Freehold.Worker.Transform;

/// <summary>Ends a query because a rule could not be applied to a value. Where it lies is searched for afterwards.</summary>
internal sealed class ValueRejectedException(string detail) : Exception("A rule could not be applied to a value.")
{
    /// <summary>Why: a <see cref="Freehold.JobContract.Failures.FailureDetail"/>.</summary>
    public string Detail { get; } = detail;
}
