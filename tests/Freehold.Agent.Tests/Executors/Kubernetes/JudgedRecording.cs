using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>What the judge makes of a recording: it looks at every change, and every five seconds, as the executor does.</summary>
/// <param name="End">Null when it had not ended a minute after the last change.</param>
/// <param name="EndedAt">When, since the beginning of the recording.</param>
/// <param name="Waits">What the attempt said that it waits for, in order.</param>
internal sealed record JudgedRecording(Verdict.Ended? End, TimeSpan EndedAt, IReadOnlyList<WaitingReason> Waits)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static JudgedRecording Of(string name)
    {
        var attempt = Messages.NewAttempt();
        var sights = new AttemptSights();
        var judge = new AttemptJudge();
        var waits = new List<WaitingReason>();
        var changes = new Queue<RecordedChange>(Recording.Of(name, attempt).Changes);
        var over = changes.Last().At + TimeSpan.FromMinutes(1);

        for (var now = TimeSpan.Zero; now <= over;)
        {
            var verdict = judge.Judge(sights.Look(attempt).Sight, now);
            if (verdict is Verdict.Ended end)
                return new(end, now, waits);
            if (verdict is Verdict.Waits wait && (waits.Count == 0 || waits[^1] != wait.Reason))
                waits.Add(wait.Reason);

            if (changes.TryPeek(out var next) && next.At <= now + Interval)
            {
                changes.Dequeue().ApplyTo(sights);
                now = next.At > now ? next.At : now;
            }
            else
            {
                now += Interval;
            }
        }

        return new(End: null, over, waits);
    }

    /// <summary>In one word: the code, else how the worker ended by itself.</summary>
    public string Word => End is null ? "none" : WordOf(new(End.ExitCode, End.Signal) { Because = End.Because });

    /// <summary>The same of what the executor says.</summary>
    public static string WordOf(WorkerEnded end) => end switch
    {
        { Because: { } because } => because.Detail.Length > 0 ? $"{because.Code}/{because.Detail}" : because.Code,
        { ExitCode: { } code } => $"exit {code}",
        { Signal: > 0 } => $"signal {end.Signal}",
        _ => "stopped",
    };
}
