using Freehold.EndToEnd.Tests.Programs;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>The clock of the database's host, or of the agent's, is set forwards or back by hours while a job runs.</summary>
public sealed class When_a_clock_steps
{
    private const string FakeTime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
    private const int Files = 20;
    private const int RowsEach = 20_000;
    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _cluster = await Cluster.StartAsync(replicas: 2, ("FREEHOLD_AGENTSTREAMS__LEASE", "5s"), ("FREEHOLD_AGENTSTREAMS__LEASEMARGIN", "1s"));
        PeopleFiles.WriteMany(_cluster["in"], Files, RowsEach);

        // The agent's wall clock follows a file; what it measures with is left alone, as setting a clock does.
        StepAgent(TimeSpan.Zero);
        _cluster.AgentSettings.Add(("LD_PRELOAD", FakeTime));
        _cluster.AgentSettings.Add(("FAKETIME_TIMESTAMP_FILE", _cluster["agent-clock"]));
        _cluster.AgentSettings.Add(("FAKETIME_NO_CACHE", "1"));
        _cluster.AgentSettings.Add(("FAKETIME_DONT_FAKE_MONOTONIC", "1"));
        _cluster.StartAgent();
        await _cluster.AgentIsConnectedAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _cluster.DisposeAsync();

    [TestCase(+3)]
    [TestCase(-3)]
    public async Task Of_the_database_no_agent_is_taken_for_gone_and_nothing_runs_again(int hours) =>
        await RunsOnceAsync($"database{hours}", () => _cluster.Clock.StepAsync(TimeSpan.FromHours(hours)));

    [TestCase(+3)]
    [TestCase(-3)]
    public async Task Of_the_agent_nothing_depends_on_it(int hours) => await RunsOnceAsync($"agent{hours}", () =>
    {
        StepAgent(TimeSpan.FromHours(hours));
        return Task.CompletedTask;
    });

    private void StepAgent(TimeSpan by)
    {
        // Read again at every look at the clock, so it must never be seen half-written.
        File.WriteAllText(_cluster["agent-clock.new"], $"{(by < TimeSpan.Zero ? "-" : "+")}{by.Duration().TotalSeconds:0}");
        File.Move(_cluster["agent-clock.new"], _cluster["agent-clock"], overwrite: true);
    }

    private async Task RunsOnceAsync(string name, Func<Task> stepAsync)
    {
        var output = _cluster[$"out-{name}"];
        var id = await _cluster.Api.SubmitOnceAsync(PeopleFiles.Document(_cluster["in/*.csv"], output, "retries: 0\nonPartition: rerun"));
        await _cluster.Api.ReachesAsync(id, "running");

        await stepAsync();

        var ended = await _cluster.Api.ReachesAsync(id, "succeeded|failed", TimeSpan.FromSeconds(90));
        await new FinishedJob(id, output, ended).RanOnceAsync(_cluster.Api, (long)Files * RowsEach);
    }
}
