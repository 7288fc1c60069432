using Freehold.ControlPlane.Jobs;

namespace Freehold.Delivery.Tests.Invariants;

/// <summary>Every state that was ever committed follows from the one before it, and a final one is the last.</summary>
internal sealed class StatesMoveForward : Invariant
{
    private static readonly HashSet<(JobState From, JobState To)> Moves =
    [
        .. from state in Enum.GetValues<JobState>()
           from happening in Enum.GetValues<JobHappening>()
           let transition = JobLifecycle.Apply(state, happening)
           where transition.Kind is TransitionKind.Moves
           select (state, transition.State),
    ];

    private static readonly HashSet<(string From, string To)> AttemptMoves = [("assigned", "confirmed"), ("assigned", "ended"), ("confirmed", "ended")];

    protected override IEnumerable<string> Violations(World world) => [.. JobMoves(world), .. AttemptMovesOf(world), .. RewrittenEnds(world)];

    private static IEnumerable<string> JobMoves(World world)
    {
        var history = world.Database.Query(
            "select h.job_id, h.state from job_history h join jobs j on j.id = h.job_id where j.project_id = $1 order by h.id",
            row => (Job: row.GetGuid(0), State: JobStates.Parse(row.GetString(1))), world.Project);

        foreach (var job in history.GroupBy(entry => entry.Job, entry => entry.State))
        {
            var states = job.ToList();
            if (states[0] is not (JobState.Queued or JobState.Assigned))
                yield return $"job {job.Key} began as {states[0]}";
            foreach (var (from, to) in states.Zip(states.Skip(1)))
            {
                if (!Moves.Contains((from, to)))
                    yield return $"job {job.Key} went from {from} to {to}: {string.Join(", ", states)}";
            }
        }
    }

    private static IEnumerable<string> AttemptMovesOf(World world)
    {
        var history = world.Database.Query(
            "select h.job_id, h.number, h.state from attempt_history h join jobs j on j.id = h.job_id where j.project_id = $1 order by h.id",
            row => (Attempt: (row.GetGuid(0), row.GetInt32(1)), State: row.GetString(2)), world.Project);

        foreach (var attempt in history.GroupBy(entry => entry.Attempt, entry => entry.State))
        {
            foreach (var (from, to) in attempt.Zip(attempt.Skip(1)))
            {
                if (!AttemptMoves.Contains((from, to)))
                    yield return $"attempt {attempt.Key} went from {from} to {to}";
            }
        }
    }

    // The history holds it as it was when it ended.
    private static IEnumerable<string> RewrittenEnds(World world) => world.Database.Query(
        """
        select format('attempt %s of job %s ended as %s at %s, and now says %s at %s', a.number, a.job_id, h.outcome, h.ended_at, a.outcome, a.ended_at)
        from attempts a
        join jobs j on j.id = a.job_id
        join attempt_history h on h.job_id = a.job_id and h.number = a.number and h.state = 'ended'
        where j.project_id = $1 and (a.outcome is null or h.outcome is distinct from a.outcome or h.ended_at is distinct from a.ended_at)
        """,
        row => row.GetString(0), world.Project);
}
