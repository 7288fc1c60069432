using System.Text.Json;
using Freehold.ControlPlane.Jobs;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Kind = Freehold.Protocol.V1.JobEvent.KindOneofCase;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>What an event does to its attempt and job. Changes them in memory, touches nothing else.</summary>
internal static class EventEffect
{
    /// <summary>
    /// Applies an event that is stored now and was not before. One of an attempt that is not current does nothing, but tell a
    /// cancelled job where the output is that it committed before.
    /// </summary>
    /// <param name="body">The event's JSON.</param>
    public static void Apply(LockedAttempt attempt, JobEvent happened, string body, RetryBackoff backoff)
    {
        if (!attempt.IsCurrent)
        {
            NameOutput(attempt, happened);
            return;
        }

        // It could not happen if the agent did not have it.
        if (attempt.State is AttemptState.Assigned)
            attempt.Confirm();

        switch (happened.KindCase)
        {
            case Kind.Waiting:
                attempt.Waits(EventBody.ReasonOf(happened.Waiting));
                break;
            case Kind.Started:
                attempt.Runs();
                break;
            case Kind.Progress:
                attempt.Progresses(body);
                break;
            case Kind.Succeeded:
                if (TotalsIn(body) is { } totals)
                    attempt.Progresses(totals);
                attempt.Succeed(happened.Succeeded.ManifestUri, happened.Succeeded.ManifestDigest);
                break;
            case Kind.Failed:
                attempt.Fail(FailureOf(happened.Failed), backoff);
                break;
            case Kind.Cancelled:
                attempt.Stopped(happened.Cancelled.ManifestUri.Length == 0 ? null : happened.Cancelled.ManifestUri, backoff);
                break;
        }
    }

    private static void NameOutput(LockedAttempt attempt, JobEvent happened)
    {
        if (!attempt.MayNameOutput)
            return;

        if (happened.KindCase is Kind.Succeeded)
            attempt.NameOutput(happened.Succeeded.ManifestUri, happened.Succeeded.ManifestDigest);
        else if (happened is { KindCase: Kind.Cancelled, Cancelled.ManifestUri.Length: > 0 })
            attempt.NameOutput(happened.Cancelled.ManifestUri, manifestDigest: null);
    }

    // The last progress was reported before the end; whoever looks at a finished job wants to see it whole.
    private static string? TotalsIn(string succeeded)
    {
        using var json = JsonDocument.Parse(succeeded);
        return json.RootElement.TryGetProperty("totals", out var totals) ? totals.GetRawText() : null;
    }

    private static Failure FailureOf(Failed failed) => new()
    {
        Code = failed.Code,
        Detail = failed.Detail,
        ObjectName = failed.ObjectName,
        Action = failed.Action,
        Identity = failed.Identity,
        Line = (long)failed.Line,
        ColumnName = failed.ColumnName,
        Suggestion = failed.Suggestion,
        Expected = (long)failed.Expected,
        Found = (long)failed.Found,
        ExitCode = failed.HasExitCode ? failed.ExitCode : null,
        Signal = (int)failed.Signal,
        Surroundings = Circumstances.Of(failed),
    };
}
