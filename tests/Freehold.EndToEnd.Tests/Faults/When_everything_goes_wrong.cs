using System.Diagnostics;
using System.Globalization;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.Testing;
using Freehold.Testing.Networks;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>
/// For as long as <c>FREEHOLD_CHAOS_MINUTES</c> says (5 when it does not): one fault after the other, picked at random, some at
/// the same time, while jobs are submitted without pause. At the end every promise holds. Part of target Chaos, not of Test;
/// <c>FREEHOLD_CHAOS_SEED</c> picks the same faults again.
/// </summary>
[Category("Chaos")]
[Explicit("Takes minutes: ./build.sh --target=Chaos")]
public sealed class When_everything_goes_wrong
{
    private const int Rows = 40_000;

    private readonly List<string> _history = [];
    private Cluster _cluster = null!;
    private Random _random = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _cluster = await Cluster.StartAsync(replicas: 3, ("FREEHOLD_AGENTSTREAMS__LEASE", "8s"), ("FREEHOLD_AGENTSTREAMS__LEASEMARGIN", "2s"));
        PeopleFiles.Write(_cluster["in/people.csv"], 0, Rows);
        _cluster.AgentSettings.Add(("FREEHOLD_CONTROLPLANE__SILENCE", "3s"));
        _cluster.StartAgent();
        await _cluster.AgentIsConnectedAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _cluster.DisposeAsync();

    [Test]
    public async Task Every_job_ends_once_and_all_of_it_is_told()
    {
        var seed = Setting("FREEHOLD_CHAOS_SEED", Environment.TickCount);
        var length = TimeSpan.FromMinutes(Setting("FREEHOLD_CHAOS_MINUTES", 5));
        TestContext.Progress.WriteLine($"Chaos with seed {seed} for {length.TotalMinutes:0} minutes.");
        _random = new(seed);

        // Three scripts that do not give up, each with another wish for partitions.
        var scripts = new[] { "keep", "stop", "rerun" }
            .Select(onPartition => new JobStream(_cluster.Api, _cluster["in/*.csv"], _cluster[$"out-{onPartition}"], $"retries: 50\nonPartition: {onPartition}"))
            .ToList();
        try
        {
            for (var since = Stopwatch.StartNew(); since.Elapsed < length;)
                await NextFaultAsync();
            await HealAsync();

            var jobs = new List<FinishedJob>();
            foreach (var script in scripts)
                jobs.AddRange(await script.FinishAsync());

            foreach (var job in jobs)
                await job.WasToldOnceAsync(_cluster.Api, Rows);
            TestContext.Progress.WriteLine(
                $"{jobs.Count} jobs, {jobs.Sum(job => job.View.GetProperty("attempt").GetInt32())} attempts, {_history.Count} faults: {string.Join(", ", _history.GroupBy(name => name).Select(some => $"{some.Count()} × {some.Key}"))}.");
            Assert.That(jobs, Has.Count.GreaterThan(3));
        }
        finally
        {
            foreach (var script in scripts)
                await script.DisposeAsync();
        }

        await Eventually.IsTrueAsync(() => !OurWorkers().Any(), what: "no worker runs any more");
        Assert.That(await _cluster.ScalarAsync("select count(*) from attempts where state <> 'ended'"), Is.EqualTo(0L));
    }

    private async Task NextFaultAsync()
    {
        (string Name, Func<Task> Do)[] faults =
        [
            ("replica killed", KillReplicaAsync),
            ("replica restarted", RestartReplicaAsync),
            ("agent killed", KillAgentAsync),
            ("worker killed", KillWorkerAsync),
            ("PostgreSQL restarted", RestartPostgresAsync),
            ("database connections ended", () => _cluster.ScalarAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'")),
            ("database cut off", () => StallAsync(_cluster.ToDatabase)),
            ("agent cut off", () => StallAsync(_cluster.ToControlPlane)),
            ("connections reset", ResetAsync),
            ("byte changed", CorruptAsync),
            ("network slow", SlowAsync),
            ("database's clock set", () => _cluster.Clock.StepAsync(TimeSpan.FromMinutes(_random.Next(-120, 120)))),
        ];

        var (name, fault) = faults[_random.Next(faults.Length)];
        _history.Add(name);
        TestContext.Progress.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss} {name}");
        await fault();
        await PauseAsync(0.2, 3);
    }

    private async Task HealAsync()
    {
        _cluster.ToControlPlane.GoOn();
        _cluster.ToDatabase.GoOn();
        foreach (var port in _cluster.Ports)
        {
            if (_cluster.Replica(port).HasEnded)
                _cluster.StartReplica(port);
        }

        foreach (var port in _cluster.Ports)
            await _cluster.ReplicaIsReadyAsync(port);
        if (_cluster.Agent.HasEnded)
            _cluster.StartAgent();
        await Eventually.IsTrueAsync(async () =>
        {
            await _cluster.AgentIsConnectedAsync();
            return true;
        }, TimeSpan.FromSeconds(120));
    }

    private async Task KillReplicaAsync()
    {
        var port = AnyPort();
        await _cluster.Replica(port).KillAsync();
        await PauseAsync(0, 4);
        _cluster.StartReplica(port);
    }

    private async Task RestartReplicaAsync()
    {
        var port = AnyPort();
        await _cluster.Replica(port).StopAsync();
        _cluster.StartReplica(port);
    }

    private async Task KillAgentAsync()
    {
        await _cluster.Agent.KillAsync();
        await PauseAsync(0, 12);
        _cluster.StartAgent();
    }

    private Task KillWorkerAsync()
    {
        foreach (var worker in OurWorkers().Take(1))
            worker.Kill();
        return Task.CompletedTask;
    }

    private Task RestartPostgresAsync() => _cluster.RestartPostgresAsync();

    private async Task StallAsync(TcpForwarder network)
    {
        network.Stall((Way)_random.Next(1, 4));
        await PauseAsync(0.5, 12);
        network.GoOn();
    }

    private Task ResetAsync()
    {
        _cluster.ToControlPlane.Cut();
        return Task.CompletedTask;
    }

    private Task CorruptAsync()
    {
        _cluster.ToControlPlane.CorruptNext();
        return Task.CompletedTask;
    }

    private async Task SlowAsync()
    {
        (_cluster.ToControlPlane.Delay, _cluster.ToControlPlane.Piece) = (TimeSpan.FromMilliseconds(_random.Next(1, 50)), _random.Next(20, 500));
        await PauseAsync(1, 5);
        (_cluster.ToControlPlane.Delay, _cluster.ToControlPlane.Piece) = (TimeSpan.Zero, 16 * 1024);
    }

    private int AnyPort() => _cluster.Ports[_random.Next(_cluster.Ports.Count)];

    // The length of a fault is part of it: nothing is waited for here.
    private Task PauseAsync(double from, double to) => Task.Delay(TimeSpan.FromSeconds(from + (to - from) * _random.NextDouble()));

    private IEnumerable<Process> OurWorkers() => Process.GetProcessesByName("freehold-worker").Where(process =>
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(_cluster["agent"], StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // it has just ended
        }
    });

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
