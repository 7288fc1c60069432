using Freehold.Buckets;
using Freehold.JobContract.Checks;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Reports;
using Freehold.Worker.Run;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.StoreChecks;

/// <summary>Tries one right after the other and keeps what came of each.</summary>
internal sealed class TriedPermissions(TimeProvider time, ILogger log)
{
    private const int LongestIdentity = 256;

    // A store that does not answer is asked again by its client; once that has lasted so long, it has not answered.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    /// <summary>In the order in which they were tried.</summary>
    public List<CheckedPermission> All { get; } = [];

    public int Reds => All.Count(permission => permission.Outcome is CheckOutcome.Red);

    /// <summary>Tries one.</summary>
    /// <param name="id">Which.</param>
    /// <param name="address">Where, for the log.</param>
    /// <param name="act">Does it. Returns a detail when the store did not do as it should; null when all is well.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether the right is there.</returns>
    public async Task<bool> TryAsync(string id, string address, Func<CancellationToken, Task<string?>> act, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var permission = new CheckedPermission { Id = id, Outcome = CheckOutcome.Green };
        var answer = "";
        using var late = new CancellationTokenSource(Limit, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            if (await act(over.Token) is { } detail)
                (permission.Outcome, permission.Detail) = (OutcomeOf(detail), detail);
        }
        catch (BucketException e)
        {
            var failure = BucketFailures.Translate(e);
            permission.Outcome = CheckOutcome.Red;
            permission.Code = failure.Code;
            permission.Detail = failure.Detail;
            permission.Action = failure.Action;
            permission.Identity = BoundedText.Cut(failure.Identity, LongestIdentity);
            answer = e.Answer;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            permission.Outcome = CheckOutcome.Red;
            permission.Code = FailureCode.BucketUnavailable;
            permission.Detail = FailureDetail.Unreachable;
        }

        permission.Milliseconds = (uint)time.GetElapsedTime(begin).TotalMilliseconds;
        Add(permission, address, answer);
        return permission.Outcome is CheckOutcome.Green or CheckOutcome.Warning;
    }

    /// <summary>Notes one that was not tried.</summary>
    public void Skip(string id, string detail) => Add(new() { Id = id, Outcome = CheckOutcome.Skipped, Detail = detail }, "", "");

    /// <summary>Notes what was found otherwise.</summary>
    public void Note(CheckedPermission permission, string address) => Add(permission, address, "");

    private void Add(CheckedPermission permission, string address, string answer)
    {
        All.Add(permission);
        log.Tried(permission.Id, address, CheckLines.WordOf(permission.Outcome), permission.Code, permission.Detail, permission.Action, permission.Identity, answer);
    }

    private static CheckOutcome OutcomeOf(string detail) => detail switch
    {
        CheckDetail.NotApplicable => CheckOutcome.Skipped,
        CheckDetail.NothingThere or CheckDetail.MoreThanNeeded => CheckOutcome.Warning,
        _ => CheckOutcome.Red,
    };
}
