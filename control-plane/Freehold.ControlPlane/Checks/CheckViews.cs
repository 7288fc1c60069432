using Freehold.JobContract.Checks;

namespace Freehold.ControlPlane.Checks;

/// <summary>What the newest check of an agent's surroundings found.</summary>
/// <param name="Outcome">red, warning or green; none when there was no check yet.</param>
/// <param name="Results">In a stable order; empty when there was no check yet.</param>
public sealed record AgentCheckView(string Outcome, IReadOnlyList<CheckResultView> Results)
{
    /// <summary>When it was made; absent when there was none yet.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>How long ago that was.</summary>
    public double? AgeSeconds { get; init; }

    /// <summary>The request that it answered; absent when the agent checked by itself.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>A newer request that the agent has not answered yet.</summary>
    public CheckRequestView? Pending { get; init; }
}

/// <summary>Something that somebody asked an agent to check.</summary>
/// <param name="Id">Named by the check that answers it.</param>
/// <param name="State">requested, answered, or expired: the agent did not answer in time.</param>
/// <param name="WithoutPods">Whether no workers are started for it.</param>
/// <param name="RequestedBy">Name of the token.</param>
/// <param name="RequestedAt">When.</param>
public sealed record CheckRequestView(Guid Id, string State, bool WithoutPods, string RequestedBy, DateTimeOffset RequestedAt);

/// <summary>One check. docs/checks.md explains each id and detail.</summary>
/// <param name="Id">From a closed list, for example tls.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Outcome">green, warning, red or skipped.</param>
/// <param name="Subject">The kind of job that it was made for.</param>
/// <param name="Detail">Why it is not green, from a closed list.</param>
/// <param name="Sentence">The same for people.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Identity">Who a store saw; only of a job of kind check. Never a secret.</param>
/// <param name="Expected">What there should be, where it counts.</param>
/// <param name="Found">What there is instead.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record CheckResultView(
    string Id, string Title, string Outcome, string? Subject = null, string? Detail = null, string? Sentence = null, string? Remedy = null,
    string? Identity = null, long? Expected = null, long? Found = null, long? Milliseconds = null)
{
    /// <summary>Makes the sentences.</summary>
    internal static CheckResultView Of(StoredCheck stored)
    {
        var advice = CheckCatalog.Explain(stored.Id, stored.Detail ?? "");
        return new(
            stored.Id, CheckCatalog.Of(stored.Id).Title, stored.Outcome, stored.Subject, stored.Detail, advice?.Sentence, advice?.Remedy,
            stored.Identity, stored.Expected, stored.Found, stored.Milliseconds);
    }
}

/// <summary>A request to check.</summary>
/// <param name="WithoutPods">Whether to start no workers: pods and stores are not tried then. Default false.</param>
public sealed record NewCheck(bool WithoutPods = false);
