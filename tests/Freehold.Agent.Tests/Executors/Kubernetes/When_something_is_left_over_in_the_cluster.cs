using System.Text.Json.Nodes;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Journal;
using Freehold.Agent.Tests.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class When_something_is_left_over_in_the_cluster
{
    private ClusterBench _bench = null!;
    private AttemptJournal _journal = null!;
    private ServiceProvider _services = null!;
    private OrphanSweep _sweep = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _bench = await ClusterBench.StartAsync();
        _journal = Records.Open(new MemoryStorage());
        _services = new ServiceCollection().AddMetrics().AddSingleton<OrphanMetrics>().BuildServiceProvider();
        _sweep = new OrphanSweep(
            _bench.Sights, _bench.Executor, _journal, _services.GetRequiredService<OrphanMetrics>(), new LoopWatchdogs(_bench.Time), _bench.Time,
            NullLogger<OrphanSweep>.Instance);
        await _sweep.StartAsync(CancellationToken.None).InTime();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _sweep.StopAsync(CancellationToken.None).InTime();
        _sweep.Dispose();
        await _bench.DisposeAsync();
        _journal.Dispose();
        await _services.DisposeAsync();
    }

    [Test]
    public async Task A_Job_that_nobody_knows_is_deleted_but_not_before_two_minutes()
    {
        var unknown = await MakeJobAsync(Messages.NewAttempt());
        var before = _bench.Time.Elapsed;

        await _bench.Time.AdvanceUntilAsync(() => !HasJob(unknown), TimeSpan.FromMinutes(5));

        Assert.That(_bench.Time.Elapsed - before, Is.InRange(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3.5)));
    }

    [Test]
    public async Task What_the_journal_knows_and_what_is_another_agent_s_stays()
    {
        var known = Messages.NewAttempt();
        await _journal.AppendAsync(new JournalRecord { Accepted = new() { Attempt = known.ToReference() } });
        await MakeJobAsync(known);
        var others = await MakeJobAsync(Messages.NewAttempt(), agent: "another-agent");
        var unknown = await MakeJobAsync(Messages.NewAttempt());

        await _bench.Time.AdvanceUntilAsync(() => !HasJob(unknown), TimeSpan.FromMinutes(5));

        Assert.That((HasJob(known), HasJob(others)), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task What_does_not_go_away_is_told_until_it_does()
    {
        var orphan = Messages.NewAttempt();
        var name = AttemptNames.Of(orphan) + "-abcde";
        _bench.Api.Store.Put("pods", new()
        {
            ["kind"] = "Pod",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ClusterBench.Namespace, ["labels"] = Labels(orphan, "test-agent") },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray() },
        });

        await _bench.Time.AdvanceUntilAsync(() => _sweep.Current().Any(), TimeSpan.FromMinutes(5));
        Assert.That(_sweep.Current().Single(), Is.EqualTo(new Freehold.Agent.Conditions.Condition(AgentConditionCode.Orphans, "jobs", 1)));

        _bench.Api.Store.Delete("pods", ClusterBench.Namespace, name);
        await _bench.Time.AdvanceUntilAsync(() => !_sweep.Current().Any(), TimeSpan.FromMinutes(5));
    }

    private static JsonObject Labels(AttemptId attempt, string agent)
    {
        var labels = new JsonObject();
        foreach (var (name, value) in AttemptLabels.Of(attempt, "transform", agent))
            labels[name] = value;
        return labels;
    }

    private async Task<AttemptId> MakeJobAsync(AttemptId attempt, string agent = "test-agent")
    {
        _bench.Api.Store.Put("jobs", new()
        {
            ["kind"] = "Job",
            ["apiVersion"] = "batch/v1",
            ["metadata"] = new JsonObject { ["name"] = AttemptNames.Of(attempt), ["namespace"] = ClusterBench.Namespace, ["labels"] = Labels(attempt, agent) },
            ["spec"] = new JsonObject { ["template"] = new JsonObject() },
        });
        if (agent == "test-agent")
            await _bench.Time.AdvanceUntilAsync(() => _bench.Sights.Attempts.Contains(attempt), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(100));
        return attempt;
    }

    private bool HasJob(AttemptId attempt) => _bench.Api.Store.Has("jobs", ClusterBench.Namespace, AttemptNames.Of(attempt));
}
