using Freehold.JobContract.Checks;
using Freehold.Protocol.V1;

namespace Freehold.Worker.StoreChecks;

/// <summary>What a check found, for people: a line each, and what to do.</summary>
internal static class CheckLines
{
    public static IEnumerable<string> Of(CheckSummary check)
    {
        foreach (var permission in check.Permissions)
        {
            var advice = AdviceOf(permission);
            yield return $"{WordOf(permission.Outcome),-8} {CheckCatalog.Of(permission.Id).Title}{(advice is null ? "" : $": {advice.Sentence}{As(permission)} {advice.Remedy}")}";
        }
    }

    public static string WordOf(CheckOutcome outcome) => outcome.ToString().ToLowerInvariant();

    public static CheckAdvice? AdviceOf(CheckedPermission permission) =>
        CheckCatalog.Explain(permission.Id, permission.Detail.Length > 0 ? permission.Detail : permission.Code);

    private static string As(CheckedPermission permission) => permission.Identity.Length == 0 ? "" : $" (as {permission.Identity})";
}
