using System.Diagnostics;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Leadership;

public sealed class When_the_lead_changes_hands : AgentReplicas
{
    [Test]
    public async Task A_leader_that_stops_hands_over_without_a_pause_and_leaves_workers_alone()
    {
        var (leader, led, _, _) = await StartBothAsync();
        var (attempt, pod) = await StartRunningAsync(led);

        Assert.That(await leader.TerminateAsync(), Is.Zero);
        var stopped = Stopwatch.GetTimestamp();
        var (stream, hello) = await NextStreamAsync(Second, ReplicaRole.Leader, KeepStarted(attempt));

        Assert.That(Stopwatch.GetElapsedTime(stopped), Is.LessThan(TimeSpan.FromSeconds(3.5)), "sooner than its lease would have run out");
        Assert.That(hello.Inventory, Has.Count.EqualTo(1));
        Assert.That(pod.IsThere, Is.True);
        End(pod);
        Assert.That((await stream.NextTerminalAsync(attempt)).Sequence, Is.EqualTo(2));
    }

    [Test]
    public async Task One_that_was_frozen_changes_nothing_when_it_goes_on_and_stands_by()
    {
        var (leader, led, _, _) = await StartBothAsync();
        var (attempt, _) = await StartRunningAsync(led);

        await SignalAsync(leader, "STOP");
        var (stream, _) = await NextStreamAsync(Second, ReplicaRole.Leader, KeepStarted(attempt));
        await stream.SendAsync(Messages.Cancel(attempt));
        await stream.NextTerminalAsync(attempt);
        await stream.SendAsync(Messages.Acknowledge(attempt, 2));
        await Eventually.IsTrueAsync(() => !HasJob(attempt));

        var writes = 0;
        Cluster.Faults.Refusal = request =>
        {
            if (request is { Caller: First, Verb: "POST" or "PATCH" or "DELETE", Resource: not "leases" })
                Interlocked.Increment(ref writes);
            return null;
        };
        led.Cut();
        await SignalAsync(leader, "CONT");
        await leader.LogsAsync(1961);
        var (again, hello) = await NextStreamAsync(First, ReplicaRole.Standby, []);

        Assert.That(hello.Inventory, Is.Empty);
        Assert.That(again.EventsOf(attempt), Is.Empty);
        Assert.That(writes, Is.Zero);
        Assert.That(leader.Output.Any(line => line.Contains("1701", StringComparison.Ordinal)), Is.True);
    }

    [Test]
    public async Task One_that_cannot_renew_stands_by_in_the_same_process_and_leads_again_when_it_is_its_turn()
    {
        var (leader, led, standby, _) = await StartBothAsync();
        var (attempt, pod) = await StartRunningAsync(led);

        Cluster.Faults.Refusal = request => request is { Caller: First, Resource: "leases" } ? new(500, "InternalError", "etcdserver: request timed out") : null;
        await leader.LogsAsync(1961);
        var streams = new[] { await ControlPlane.NextStreamAsync(), await ControlPlane.NextStreamAsync() };
        var hellos = await Task.WhenAll(streams.Select(stream => stream.WelcomeAsync([KeepStarted(attempt)])));
        Assert.That(hellos.Select(hello => (hello.ReplicaId, hello.Role)), Is.EquivalentTo(new[] { (First, ReplicaRole.Standby), (Second, ReplicaRole.Leader) }));

        Cluster.Faults.Refusal = _ => null;
        await standby.KillAsync();
        var (stream, _) = await NextStreamAsync(First, ReplicaRole.Leader, KeepStarted(attempt));
        End(pod);

        Assert.That((await stream.NextTerminalAsync(attempt)).Sequence, Is.EqualTo(2));
        Assert.That(Cluster.Jobs.Made, Is.EqualTo(1));
    }

    [Test]
    public async Task Alone_one_goes_on_where_it_was_when_the_cluster_was_away()
    {
        var leader = StartReplica(First);
        var led = await NextStreamAsync(First, ReplicaRole.Leader);
        var (attempt, pod) = await StartRunningAsync(led);

        Cluster.Faults.Refusal = _ => new(500, "InternalError", "etcdserver: request timed out");
        await leader.LogsAsync(1961);
        await NextStreamAsync(First, ReplicaRole.Standby, []);
        Cluster.Faults.Refusal = _ => null;
        var (stream, _) = await NextStreamAsync(First, ReplicaRole.Leader, KeepStarted(attempt));
        End(pod);

        Assert.That((await stream.NextTerminalAsync(attempt)).Sequence, Is.EqualTo(2));
    }
}
