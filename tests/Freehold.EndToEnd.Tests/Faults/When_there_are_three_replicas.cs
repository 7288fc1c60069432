using Freehold.EndToEnd.Tests.Programs;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>Three control planes on one PostgreSQL: any answers any request, and none is needed.</summary>
public sealed class When_there_are_three_replicas
{
    private const int Rows = 500;
    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _cluster = await Cluster.StartAsync(replicas: 3);
        PeopleFiles.Write(_cluster["in/people.csv"], 0, Rows);
        PeopleFiles.WriteMany(_cluster["many"], files: 30, rowsEach: 20_000);
        _cluster.StartAgent();
        await _cluster.AgentIsConnectedAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _cluster.DisposeAsync();

    [Test]
    [Order(1)]
    public async Task A_job_that_one_takes_runs_over_the_stream_of_another_and_a_third_tells_of_it()
    {
        var holder = await _cluster.PortOfTheAgentsReplicaAsync();
        var others = _cluster.Ports.Where(port => port != holder).ToList();
        using var first = _cluster.ApiOf(others[0]);
        using var second = _cluster.ApiOf(others[1]);

        var id = await first.SubmitAsync(PeopleFiles.Document(_cluster["in/*.csv"], _cluster["out-a"]));
        var ended = await second.ReachesAsync(id, "succeeded|failed");

        await new FinishedJob(id, _cluster["out-a"], ended).RanOnceAsync(second, Rows);
    }

    [Test]
    [Order(2)]
    public async Task One_that_is_killed_hands_its_agent_over_in_the_middle_of_a_job()
    {
        var id = await _cluster.Api.SubmitOnceAsync(PeopleFiles.Document(_cluster["many/*.csv"], _cluster["out-b"], "retries: 0"));
        await _cluster.Api.ReachesAsync(id, "running");
        var holder = await _cluster.PortOfTheAgentsReplicaAsync();

        await _cluster.Replica(holder).KillAsync();
        var ended = await _cluster.Api.ReachesAsync(id, "succeeded|failed", TimeSpan.FromSeconds(90));

        await new FinishedJob(id, _cluster["out-b"], ended).RanOnceAsync(_cluster.Api, 30L * 20_000);
        Assert.That(await _cluster.PortOfTheAgentsReplicaAsync(), Is.Not.EqualTo(holder));
        _cluster.StartReplica(holder);
        await _cluster.ReplicaIsReadyAsync(holder);
    }

    [Test]
    [Order(3)]
    public async Task A_rolling_restart_loses_no_job_and_runs_none_twice()
    {
        await using var jobs = new JobStream(_cluster.Api, _cluster["in/*.csv"], _cluster["out-c"]);
        foreach (var port in _cluster.Ports)
        {
            await _cluster.Replica(port).StopAsync();
            _cluster.StartReplica(port);
            await _cluster.ReplicaIsReadyAsync(port);
        }

        var finished = await jobs.FinishAsync();

        Assert.That(finished, Is.Not.Empty);
        foreach (var job in finished)
            await job.RanOnceAsync(_cluster.Api, Rows);
    }

    [Test]
    [Order(4)]
    public async Task PostgreSQL_restarts_under_them_and_only_time_is_lost()
    {
        await using var jobs = new JobStream(_cluster.Api, _cluster["in/*.csv"], _cluster["out-d"]);
        var id = await _cluster.Api.SubmitOnceAsync(PeopleFiles.Document(_cluster["many/*.csv"], _cluster["out-e"], "retries: 0"));
        await _cluster.Api.ReachesAsync(id, "running");

        await _cluster.RestartPostgresAsync();
        foreach (var port in _cluster.Ports)
            await _cluster.ReplicaIsReadyAsync(port);
        await _cluster.ScalarAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'");
        _cluster.ToDatabase.Cut();

        var ended = await _cluster.Api.ReachesAsync(id, "succeeded|failed", TimeSpan.FromSeconds(90));
        await new FinishedJob(id, _cluster["out-e"], ended).RanOnceAsync(_cluster.Api, 30L * 20_000);
        foreach (var job in await jobs.FinishAsync())
            await job.RanOnceAsync(_cluster.Api, Rows);
        Assert.That(_cluster.Ports.Any(port => _cluster.Replica(port).HasEnded), Is.False);
    }
}
