namespace Freehold.Delivery.Tests.Invariants;

/// <summary>A job has one live attempt at most, numbered without gaps, and an agent no more than it takes.</summary>
internal sealed class OneAttemptAtATime : Invariant
{
    protected override IEnumerable<string> Violations(World world)
    {
        var history = world.Database.Query(
            "select h.job_id, h.number, h.agent_id, h.state, h.live from attempt_history h join jobs j on j.id = h.job_id where j.project_id = $1 order by h.id",
            row => (Job: row.GetGuid(0), Number: row.GetInt32(1), Agent: row.GetGuid(2), State: row.GetString(3), Live: row.GetInt64(4)), world.Project);

        foreach (var job in history.GroupBy(entry => entry.Job))
        {
            int? live = null;
            var newest = 0;
            foreach (var entry in job)
            {
                if (entry.State is "ended")
                {
                    live = entry.Number == live ? null : live;
                }
                else if (entry.State is "assigned")
                {
                    if (live is not null)
                        yield return $"attempt {entry.Number} of job {job.Key} was made while {live} lived";
                    if (entry.Number != ++newest)
                        yield return $"attempt {entry.Number} of job {job.Key} was made where {newest} was next";
                    live = entry.Number;
                }
            }

            if (live is not null)
                yield return $"attempt {live} of job {job.Key} lives still";
        }

        foreach (var machine in world.Machines)
        {
            var most = history.Where(entry => entry.Agent == machine.AgentId && entry.State is "assigned").Select(entry => entry.Live).DefaultIfEmpty().Max();
            if (most > machine.Settings.MaxConcurrent)
                yield return $"{machine.Settings.Label} had {most} attempts at once and takes {machine.Settings.MaxConcurrent}";
        }
    }
}
