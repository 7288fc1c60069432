using Freehold.JobContract.Checks;

namespace Freehold.Agent.Checks;

/// <summary>Makes all checks at the same time and puts what they found into the order of the catalogue.</summary>
internal sealed class CheckRun(IEnumerable<ICheck> checks)
{
    public async Task<IReadOnlyList<CheckFinding>> RunAsync(CheckScope scope, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(checks.Select(check => check.RunAsync(scope, cancellationToken)));
        return [.. found.SelectMany(findings => findings).OrderBy(finding => CheckCatalog.PlaceOf(finding.Id)).ThenBy(finding => finding.Subject, StringComparer.Ordinal)];
    }
}
