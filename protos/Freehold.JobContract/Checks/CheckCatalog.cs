using Freehold.JobContract.Failures;

namespace Freehold.JobContract.Checks;

/// <summary>
/// Makes sentences of the results of checks. They are made here, from closed lists, so that no name and no text of a customer's
/// cluster needs to leave it. docs/checks.md says the same.
/// </summary>
public static class CheckCatalog
{
    /// <summary>Every check, in the order in which results are shown.</summary>
    public static IReadOnlyList<CheckText> All { get; } = [.. ConnectionChecks.Texts, .. ClusterChecks.Texts, .. StoreChecks.Texts];

    /// <summary>Reasons that any check may give for having been skipped, or for no answer.</summary>
    public static IReadOnlyList<CheckAdvice> OfAny { get; } =
    [
        new(CheckDetail.Depends, "Not tried: it builds on a check that is not green.", "Put that one right first."),
        new(CheckDetail.NotInCluster, "Not tried: the agent runs workers as processes.", "Nothing."),
        new(CheckDetail.InCluster, "Not tried: workers run as pods.", "Nothing."),
        new(CheckDetail.NoProxy, "Not tried: no proxy is used.", "Nothing."),
        new(CheckDetail.NoneNamed, "Not tried: nothing of the kind is named in the settings.", "Nothing."),
        new(CheckDetail.NotPermitted, "Not tried: the agent has no right to look, and needs none to work.", "Look yourself, or let the account of the check read it."),
        new(CheckDetail.WithoutPods, "Not tried: no workers were to be started.", "Check again with pods, for example by helm test."),
        new(CheckDetail.TimedOut, "No answer came in time.", "Check firewalls and routes on the way; what drops packets silently looks like this."),
    ];

    /// <summary>What a check is about. Never throws, also for a word of a newer version.</summary>
    public static CheckText Of(string id) => All.FirstOrDefault(text => text.Id == id) ?? new(id, id, "A check of a newer version.", []);

    /// <summary>Where a check stands among the others; those of newer versions come last.</summary>
    public static int PlaceOf(string id) => All.TakeWhile(text => text.Id != id).Count();

    /// <summary>Whether a check is about one right at a store: a worker makes it.</summary>
    public static bool IsOfStore(string id) => StoreChecks.RightOf(id) is not null;

    /// <summary>What was found and what to do. Never throws; null when there is nothing to say.</summary>
    public static CheckAdvice? Explain(string id, string detail)
    {
        if (detail.Length == 0)
            return null;

        return Of(id).Details.Concat(OfAny).FirstOrDefault(advice => advice.Detail == detail) ?? OfStore(id, detail);
    }

    // A store's refusals are those of jobs, with the same words; which right is meant says the check.
    private static CheckAdvice OfStore(string id, string detail) => StoreChecks.RightOf(id) is { } right
        ? new(detail, StoreChecks.SentenceOf(detail), $"{StoreChecks.RemedyOf(detail)}{right}")
        : new(detail, OneLine.Of($"It was not green ({detail})."), "Look into the agent's log, or run freehold-agent check beside it.");
}
