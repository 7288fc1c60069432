using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Checks;

/// <summary>What a job of kind check tries, beside its input and its output.</summary>
public sealed record CheckSpec
{
    /// <summary>Most inputs of a check: each right at each of them is told.</summary>
    public const int MostInputs = 5;

    /// <summary>The kind of job in whose place it is made: it runs with the service account of that kind. Default transform.</summary>
    public JobKind As { get; init; } = JobKind.Transform;
}
