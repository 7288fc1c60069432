using Freehold.Delivery.Tests.Agents;

namespace Freehold.Delivery.Tests.Schedules;

/// <summary>After a schedule: everything is repaired, workers go on, time passes, and all work has to come to its end.</summary>
internal static class Convergence
{
    private const int LastLines = 60;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <exception cref="InvariantViolatedException">Something did not come to its end.</exception>
    public static void Reach(World world)
    {
        Repair(world);

        var latest = world.Time.Now + Limit;
        while (!IsReached(world))
        {
            if (world.Time.Now >= latest)
                throw new InvariantViolatedException($"not at rest after {Limit.TotalMinutes} minutes:{Environment.NewLine}{State(world)}");

            Restart(world);
            world.People.RepeatUnanswered(world.Replicas[0]);
            foreach (var worker in world.Machines.SelectMany(machine => machine.Workers.Running))
                worker.Step();
            world.Settle();
            world.Step(latest);
        }
    }

    private static void Repair(World world)
    {
        world.Database.LoseNotices(lost: false);
        foreach (var machine in world.Machines)
        {
            machine.Route = Route.Open;
            machine.DiskRefuses = false;
            foreach (var wire in machine.Wires)
            {
                wire.Up.Release();
                wire.Down.Release();
            }
        }
    }

    private static void Restart(World world)
    {
        for (var replica = 0; replica < world.Replicas.Count; replica++)
            world.StartReplica(replica);
        foreach (var machine in world.Machines)
            machine.Start();
    }

    private static bool IsReached(World world) =>
        world.People.HaveAllAnswers
        && world.Machines.All(machine => machine.Process is { Attempts.Count: 0 } && machine.Workers is { Running.Count: 0, Kept.Count: 0 })
        && Unfinished(world).Count == 0;

    private static List<string> Unfinished(World world) => world.Database.Query(
        """
        select format('job %s is %s, attempt %s; %s', j.id, j.state, j.attempt,
          (select string_agg(format('attempt %s is %s, %s events', a.number, a.state, a.last_sequence), '; ') from attempts a where a.job_id = j.id))
        from jobs j
        where j.project_id = $1 and j.finished_at is null
        """,
        row => row.GetString(0), world.Project);

    private static string State(World world)
    {
        var held = world.Machines.SelectMany(machine => (machine.Process?.Attempts ?? []).Select(attempt =>
            $"{machine.Settings.Label} holds {attempt.Id}, {attempt.Phase}, stop {attempt.StopAsked}, events up to {attempt.LastSequence}, acknowledged {attempt.Acknowledged}"));
        var running = world.Machines.SelectMany(machine => machine.Workers.Running.Select(worker => $"{machine.Settings.Label} runs {worker.Attempt}"));
        var lastLines = world.Logs.Lines.TakeLast(LastLines).Select(line => line.ToString());
        return string.Join(Environment.NewLine, [.. Unfinished(world), .. held, .. running, .. world.Bugs, .. lastLines]);
    }
}
