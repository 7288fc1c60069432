using System.Net;
using System.Text.Json;
using Freehold.Agent.Kubernetes;
using Freehold.JobContract.Checks;

namespace Freehold.Agent.Checks.Cluster;

/// <summary>Asks the API server within a time limit; a refusal is an answer.</summary>
internal sealed class ClusterQuestion(TimeProvider time, TimeSpan limit)
{
    /// <returns>The finding of <paramref name="ask"/>, or what a refusal means for the check.</returns>
    public Task<CheckFinding> AskAsync(string id, Func<CancellationToken, Task<CheckFinding>> ask, CancellationToken cancellationToken) =>
        CheckFinding.MeasureAsync(time, async () =>
        {
            using var late = new CancellationTokenSource(limit, time);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            try
            {
                return await ask(over.Token);
            }
            catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
            {
                return Refused(id, ApiFailure.Of(e));
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                // Something between, or a quantity that nobody foresaw: no reason to end an agent that works.
                return CheckFinding.Red(id, CheckDetail.Unavailable, $"the API server's answer cannot be read ({e.GetType().Name})");
            }
        });

    private static CheckFinding Refused(string id, ApiFailure failure) => failure switch
    {
        { Status: HttpStatusCode.Forbidden } => CheckFinding.Skipped(id, CheckDetail.NotPermitted, failure.Message),
        { Status: HttpStatusCode.Unauthorized } => CheckFinding.Red(id, CheckDetail.Unauthorized, $"{failure}"),
        { Status: null, Reason: "Timeout" } => CheckFinding.Red(id, CheckDetail.TimedOut, "the API server did not answer in time"),
        { Status: null } => CheckFinding.Red(id, CheckDetail.Unreachable, $"no answer from the API server ({failure.Message})"),
        _ => CheckFinding.Red(id, CheckDetail.Unavailable, $"{failure}"),
    };
}
