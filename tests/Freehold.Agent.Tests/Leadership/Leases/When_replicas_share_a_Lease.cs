using System.Text.Json.Nodes;
using Freehold.Testing.Kubernetes;

namespace Freehold.Agent.Tests.Leadership.Leases;

/// <summary>With the default settings: 15 s, 10 s, 2 s.</summary>
public sealed class When_replicas_share_a_Lease
{
    private LeaseBench _bench = null!;

    [SetUp]
    public async Task Start() => _bench = await LeaseBench.StartAsync();

    [TearDown]
    public async Task Stop() => await _bench.DisposeAsync();

    [Test]
    public async Task One_of_many_that_start_together_leads()
    {
        var replicas = Enumerable.Range(0, 5).Select(number => _bench.Start($"r{number}")).ToList();

        await _bench.UntilAsync(() => replicas.Any(replica => replica.Leads));
        await _bench.PassAsync(TimeSpan.FromMinutes(1));

        Assert.That(_bench.MostLeaders, Is.EqualTo(1));
        Assert.That((int)_bench.Api.Store.Find("leases", LeaseBench.Namespace, LeaseBench.Name)!["spec"]!["leaseTransitions"]!, Is.Zero, "nobody lost it");
    }

    [Test]
    public async Task A_leader_that_is_killed_is_followed_when_its_time_is_over_and_not_before()
    {
        var (leader, standby) = await LeaderAndStandbyAsync();

        await leader.FreezeAsync();
        var taken = await _bench.UntilAsync(() => standby.Leads);

        Assert.That(taken, Is.InRange(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(18)), "15 s from its last renewal, which is at most 2.4 s old");
        Assert.That(_bench.MostLeaders, Is.EqualTo(1));
    }

    [Test]
    public async Task One_that_was_frozen_knows_at_once_that_its_time_is_over()
    {
        var (leader, standby) = await LeaderAndStandbyAsync();

        await leader.FreezeAsync();
        await _bench.UntilAsync(() => standby.Leads);
        Assert.That(leader.Leads, Is.False, "before it has asked anybody");

        leader.Thaw();
        await _bench.PassAsync(TimeSpan.FromMinutes(1));
        Assert.That(standby.Leads, Is.True);
        Assert.That(_bench.MostLeaders, Is.EqualTo(1));
    }

    [Test]
    public async Task A_leader_that_stops_is_followed_at_the_next_look()
    {
        var (leader, standby) = await LeaderAndStandbyAsync();

        await leader.StopAsync();
        var taken = await _bench.UntilAsync(() => standby.Leads);

        Assert.That(taken, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(3)));
        Assert.That(_bench.Holder, Is.EqualTo("standby"));
    }

    private static IEnumerable<TestCaseData> Failures()
    {
        yield return Case("429", faults => faults.Refusal = LeaderIsRefused(ApiStatus.Overloaded()));
        yield return Case("500", faults => faults.Refusal = LeaderIsRefused(new(500, "InternalError", "etcdserver: request timed out")));
        yield return Case("403", faults => faults.Refusal = LeaderIsRefused(new(403, "Forbidden", "leases is forbidden")));
        yield return Case("no answer", faults => faults.Hangs = request => request.Caller is "leader");
    }

    [TestCaseSource(nameof(Failures))]
    public async Task A_leader_that_cannot_renew_leads_no_more_before_another_one_does(Action<ApiFaults> fail)
    {
        var (leader, standby) = await LeaderAndStandbyAsync();

        fail(_bench.Api.Faults);
        var lost = await _bench.UntilAsync(() => !leader.Leads);
        Assert.That(standby.Leads, Is.False);
        var taken = await _bench.UntilAsync(() => standby.Leads);

        Assert.That(lost, Is.InRange(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(10.5)));
        Assert.That(taken, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(_bench.MostLeaders, Is.EqualTo(1));
        Assert.That(leader.Lines.Count(line => line.EventId == 1964), Is.EqualTo(1), "once, not at each try");
    }

    [Test]
    public async Task A_short_outage_costs_nothing()
    {
        var (leader, _) = await LeaderAndStandbyAsync();

        _bench.Api.Faults.Refusal = _ => new(500, "InternalError", "etcdserver: leader changed");
        await _bench.PassAsync(TimeSpan.FromSeconds(6));
        _bench.Api.Faults.Refusal = _ => null;
        await _bench.PassAsync(TimeSpan.FromMinutes(1));

        Assert.That(leader.Leads, Is.True);
        Assert.That(_bench.Holder, Is.EqualTo("leader"));
        Assert.That(leader.Lines.Any(line => line.EventId == 1965), Is.True);
    }

    [Test]
    public async Task A_renewal_whose_answer_is_lost_is_one()
    {
        var (leader, _) = await LeaderAndStandbyAsync();

        var lost = 0;
        _bench.Api.Faults.LosesAnswer = request => request is { Caller: "leader", Verb: "PUT" } && Interlocked.Increment(ref lost) <= 3;
        await _bench.UntilAsync(() => lost > 3);
        await _bench.PassAsync(TimeSpan.FromSeconds(30));

        Assert.That(leader.Leads, Is.True);
        Assert.That(_bench.MostLeaders, Is.EqualTo(1));
    }

    [Test]
    public async Task A_Lease_that_somebody_deletes_stays_its_leaders()
    {
        var (leader, standby) = await LeaderAndStandbyAsync();

        _bench.Api.Store.Delete("leases", LeaseBench.Namespace, LeaseBench.Name);
        await _bench.PassAsync(TimeSpan.FromMinutes(1));

        Assert.That(leader.Leads, Is.True);
        Assert.That(standby.Leads, Is.False);
        Assert.That(_bench.MostLeaders, Is.EqualTo(1));
        Assert.That(_bench.Holder, Is.EqualTo("leader"));
    }

    [Test]
    public async Task Clocks_of_others_decide_nothing([Values(-3600, 3600)] int seconds)
    {
        var (leader, standby) = await LeaderAndStandbyAsync();
        await leader.FreezeAsync();
        var lease = _bench.Api.Store.Find("leases", LeaseBench.Namespace, LeaseBench.Name)!;
        lease["spec"]!["renewTime"] = (_bench.Time.GetUtcNow() + TimeSpan.FromSeconds(seconds)).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        _bench.Api.Store.Put("leases", lease);

        var taken = await _bench.UntilAsync(() => standby.Leads);

        Assert.That(taken, Is.InRange(TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(18)), "from when it was seen to change");
    }

    [Test]
    public async Task One_of_the_same_name_is_another()
    {
        var first = _bench.Start("same");
        await _bench.UntilAsync(() => first.Leads);
        var second = _bench.Start("same");

        await _bench.PassAsync(TimeSpan.FromSeconds(30));

        Assert.That(second.Leads, Is.False);
        Assert.That(_bench.MostLeaders, Is.EqualTo(1));
    }

    [Test]
    public async Task A_Lease_that_others_have_made_by_hand_is_respected_for_its_own_duration()
    {
        _bench.Api.Store.Put("leases", new()
        {
            ["kind"] = "Lease",
            ["metadata"] = new JsonObject { ["name"] = LeaseBench.Name, ["namespace"] = LeaseBench.Namespace },
            ["spec"] = new JsonObject { ["holderIdentity"] = "somebody", ["leaseDurationSeconds"] = 40 },
        });
        var standby = _bench.Start("standby");

        Assert.That(await _bench.UntilAsync(() => standby.Leads), Is.InRange(TimeSpan.FromSeconds(39), TimeSpan.FromSeconds(43)));
    }

    private static TestCaseData Case(string name, Action<ApiFaults> fail) => new TestCaseData(fail).SetArgDisplayNames(name);

    private static Func<ApiRequest, ApiStatus?> LeaderIsRefused(ApiStatus refusal) => request => request.Caller is "leader" ? refusal : null;

    private async Task<(RunningReplica Leader, RunningReplica Standby)> LeaderAndStandbyAsync()
    {
        var leader = _bench.Start("leader");
        await _bench.UntilAsync(() => leader.Leads);
        var standby = _bench.Start("standby");
        await _bench.PassAsync(TimeSpan.FromSeconds(5));
        return (leader, standby);
    }
}
