using System.Text.RegularExpressions;
using Freehold.Agent.Executors;
using Freehold.Agent.Journal;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>From the command to the journal, and from the journal to the executor.</summary>
internal static partial class AcceptedAssignment
{
    /// <summary>
    /// What the journal keeps of a command. The two identifiers for traces and logs become environment variables, so they are
    /// left out when they are not what they should be; the job does not need them.
    /// </summary>
    public static AttemptAccepted Of(Assign assign) => new()
    {
        Attempt = assign.Attempt,
        Document = assign.Document,
        DocumentDigest = assign.DocumentDigest,
        TimeLimit = assign.TimeLimit,
        OnPartition = assign.OnPartition,
        MemoryBytes = GivenMemory.Of(assign),
        Traceparent = Traceparent().IsMatch(assign.Traceparent) ? assign.Traceparent : "",
        CorrelationId = Freehold.Hosting.Correlation.CorrelationId.IsValid(assign.CorrelationId) ? assign.CorrelationId : "",
    };

    /// <summary>What the executor needs.</summary>
    /// <param name="lease">The control plane's, as it is now.</param>
    public static WorkOrder ToWorkOrder(this JournaledAttempt attempt, TimeSpan? lease) =>
        new(attempt.Id, attempt.Order.Document, attempt.Order.Traceparent, attempt.Order.CorrelationId)
        {
            MemoryBytes = (long)attempt.Order.MemoryBytes,
            TimeLimit = attempt.Order.TimeLimit?.ToTimeSpan(),
            OnPartition = attempt.Order.OnPartition,
            Lease = attempt.Order.OnPartition is PartitionPolicy.Stop ? lease : null,
        };

    [GeneratedRegex("^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", RegexOptions.None, 100)]
    private static partial Regex Traceparent();
}
