using Freehold.Agent.Assignments;
using Freehold.ControlPlane.JobEvents;
using Freehold.Delivery.Tests.Agents;

namespace Freehold.Delivery.Tests.Invariants;

/// <summary>
/// Nothing is acknowledged before it is stored. What is stored of an attempt is what its agent wrote, from the first event on, each once; all of it, unless the agent
/// lost its volume before it could send the rest, or its disk refused to be written.
/// </summary>
internal sealed class EventsAreWhole : Invariant
{
    protected override IEnumerable<string> Violations(World world)
    {
        var attempts = world.Database.Query(
            "select a.job_id, a.number, a.agent_id, a.last_sequence from attempts a join jobs j on j.id = a.job_id where j.project_id = $1",
            row => (Id: new AttemptId(row.GetGuid(0), (uint)row.GetInt32(1)), Agent: row.GetGuid(2), Last: row.GetInt64(3)), world.Project);
        var events = world.Database.Query(
            """
            select e.job_id, e.attempt, e.sequence, e.kind
            from events e join jobs j on j.id = e.job_id
            where j.project_id = $1
            order by e.job_id, e.attempt, e.sequence
            """,
            row => (Id: new AttemptId(row.GetGuid(0), (uint)row.GetInt32(1)), Sequence: row.GetInt64(2), Kind: row.GetString(3)), world.Project)
            .ToLookup(stored => stored.Id);

        foreach (var broken in world.Promises.Broken)
            yield return broken;

        foreach (var attempt in attempts)
        {
            var machine = world.Machines.Single(machine => machine.AgentId == attempt.Agent);
            foreach (var violation in Compare(attempt.Id, attempt.Last, [.. events[attempt.Id].Select(stored => (stored.Sequence, stored.Kind))], machine))
                yield return violation;
        }
    }

    private static IEnumerable<string> Compare(AttemptId attempt, long last, List<(long Sequence, string Kind)> stored, Machine machine)
    {
        var written = machine.Written.Of(attempt.Job, (int)attempt.Number);
        var tale = $"attempt {attempt}: stored {string.Join(" ", stored)}, written {string.Join(" ", written.OrderBy(pair => pair.Key).Select(pair => $"({pair.Key}, {string.Join("|", pair.Value.Select(EventBody.KindOf).Distinct())})"))}";

        if (!stored.Select(one => one.Sequence).SequenceEqual(Enumerable.Range(1, stored.Count).Select(number => (long)number)) || last != stored.Count)
            yield return $"a gap or a repeat, with {last} acknowledged; {tale}";
        if (!machine.DiskHasRefused && stored.Exists(one => !written.TryGetValue(one.Sequence, out var versions) || !versions.Any(version => EventBody.KindOf(version) == one.Kind)))
            yield return $"stored what was never written; {tale}";
        if (!machine.LostWithVolume.Contains(attempt) && !machine.DiskHasRefused && written.Count != stored.Count)
            yield return $"lost events; {tale}";
    }
}
