using System.Diagnostics;
using Freehold.Delivery.Tests.Agents;
using Freehold.Delivery.Tests.Operations;
using Freehold.JobContract.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace Freehold.Delivery.Tests.Schedules;

/// <summary>Makes schedules by chance, and smaller ones of those that fail.</summary>
internal static class AnySchedule
{
    private const int Shortest = 15;
    private const int Longest = 70;

    /// <summary>How long a smaller schedule is looked for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Gen<int> Any = Gen.Choose(0, 99);
    private static readonly Gen<bool> Either = Gen.Elements(true, false);
    private static readonly Gen<bool> Mostly = Gen.Elements(true, true, true, false);

    private static readonly Gen<WorkerScript> Scripts =
        from progress in Gen.Choose(0, 3)
        from ends in Gen.Frequency(
            (4, Gen.Constant(WorkerEnd.Commits)), (2, Gen.Constant(WorkerEnd.Fails)), (1, Gen.Constant(WorkerEnd.FailsForGood)),
            (1, Gen.Constant(WorkerEnd.Crashes)), (2, Gen.Constant(WorkerEnd.CommitsAndCrashes))).NonEmptyListOf()
        from whenStopped in Gen.Elements(Enum.GetValues<WhenStopped>())
        select new WorkerScript(progress, [.. ends.Take(3)], whenStopped);

    private static readonly Gen<Operation> Operations = Gen.Frequency(
        (14, Of(from agent in Any from replica in Any from script in Scripts from retries in Gen.Choose(0, 2) from partition in Gen.Elements(Enum.GetValues<OnPartition>()) select new Submit(agent, replica, script, retries, partition))),
        (2, Of(from which in Any from replica in Any select new SubmitAgain(which, replica))),
        (6, Of(from which in Any from replica in Any select new Cancel(which, replica))),
        (18, Of(from agent in Any from which in Any select new WorkerSteps(agent, which))),
        (2, Of(from agent in Any from which in Any select new WorkerDies(agent, which))),
        (16, Of(Gen.Constant(new Settle()))),
        (8, Of(from milliseconds in Gen.Elements(250, 1_000, 2_000, 5_000) select new Advance(TimeSpan.FromMilliseconds(milliseconds)))),
        (3, Of(from seconds in Gen.Elements(15, 35, 70, 150) select new Advance(TimeSpan.FromSeconds(seconds)))),
        (2, Of(from agent in Any from minutes in Gen.Elements(-90, -1, 1, 90) select new StepClock(agent, TimeSpan.FromMinutes(minutes)))),
        (5, Of(from agent in Any from fromAgent in Either select new Hold(agent, fromAgent))),
        (5, Of(from agent in Any from newest in Gen.Choose(0, 2) from fromAgent in Either from most in Gen.Choose(1, 3) select new Deliver(agent, newest, fromAgent, most))),
        (4, Of(from agent in Any select new Release(agent))),
        (4, Of(from agent in Any from fromAgent in Either select new Repeat(agent, fromAgent))),
        (6, Of(from agent in Any from seenBy in Gen.Elements(Enum.GetValues<CutSeenBy>()) from lost in Either select new Cut(agent, seenBy, lost))),
        (2, Of(from agent in Any from saysSo in Either select new Partition(agent, saysSo))),
        (3, Of(from agent in Any select new Reunite(agent))),
        (6, Of(from agent in Any from learns in Mostly from again in Mostly select new KillAgent(agent, learns, again))),
        (1, Of(from agent in Any select new StopAgent(agent))),
        (4, Of(from agent in Any select new StartAgent(agent))),
        (2, Of(from agent in Any from survives in Gen.Choose(0, 100) select new CutPower(agent, survives))),
        (2, Of(from agent in Any from live in Either select new LoseVolume(agent, live))),
        (1, Of(from agent in Any from full in Either select new FillDisk(agent, full))),
        (4, Of(from replica in Any from learn in Mostly from again in Mostly select new KillReplica(replica, learn, again))),
        (1, Of(from replica in Any select new StopReplica(replica))),
        (2, Of(from replica in Any select new StartReplica(replica))),
        (3, Of(Gen.Constant(new BreakDatabaseConnections()))),
        (2, Of(from lost in Either select new LoseNotices(lost))));

    public static Arbitrary<Schedule> Make()
    {
        var since = new Lazy<long>(Stopwatch.GetTimestamp);
        var any =
            from length in Gen.Choose(Shortest, Longest)
            from operations in Operations.ListOf(length)
            select new Schedule([.. operations]);
        return Arb.From(
            any,
            schedule => Smaller(schedule.Operations).TakeWhile(_ => Stopwatch.GetElapsedTime(since.Value) < Patience).Select(operations => new Schedule(operations)));
    }

    // Large parts first: most of a schedule has nothing to do with its failure.
    private static IEnumerable<IReadOnlyList<Operation>> Smaller(IReadOnlyList<Operation> operations)
    {
        for (var part = operations.Count / 2; part > 0; part /= 2)
        {
            for (var start = 0; start < operations.Count; start += part)
                yield return [.. operations.Take(start), .. operations.Skip(start + part)];
        }
    }

    private static Gen<Operation> Of<T>(Gen<T> operations)
        where T : Operation => operations.Select(operation => (Operation)operation);
}
