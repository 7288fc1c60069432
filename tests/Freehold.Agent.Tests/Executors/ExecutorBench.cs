using System.Globalization;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Processes;
using Freehold.Agent.Narrowing;
using Freehold.Agent.Startup;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.JobContract.Connections;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Tests.Executors;

/// <summary>A process executor over a folder of its own, with a worker that is a script. Disposing it ends what the test left.</summary>
internal sealed class ExecutorBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StateDirectory _state;
    private readonly List<AttemptId> _attempts = [];

    public ExecutorBench(string script)
    {
        _state = StateDirectory.Take(_folder["state"]);
        Worker = new(_folder, script);
        Executor = NewExecutor();
    }

    public FakeWorker Worker { get; }

    /// <summary>What the agent's settings say about stores.</summary>
    public BucketConnections Connections { get; set; } = BucketConnections.None;

    /// <summary>See <see cref="ExecutorOptions.NarrowCredentials"/>.</summary>
    public bool NarrowCredentials { get; set; }

    public ProcessExecutor Executor { get; private set; }

    public string Work => _state.Work;

    /// <summary>What the next process of the agent has: the same folder, and nothing remembered.</summary>
    public void RestartAgent() => Executor = NewExecutor();

    public ProcessExecutor NewExecutor(TimeSpan? grace = null, params IReadOnlyList<string> passEnvironment)
    {
        var options = Options.Create(new ExecutorOptions
        {
            WorkerPath = Worker.Path,
            StopGrace = grace ?? TimeSpan.FromSeconds(10),
            PassEnvironment = passEnvironment,
            NarrowCredentials = NarrowCredentials,
        });
        var connections = new WorkerConnections(
            Connections, new(options, TimeProvider.System), options, NullLogger<WorkerConnections>.Instance);
        return new(
            _state, new WorkerLauncher(options, connections, TimeProvider.System), new(), options, TimeProvider.System,
            NullLogger<ProcessExecutor>.Instance);
    }

    public WorkOrder NewOrder(string document = Messages.Document)
    {
        var attempt = Messages.NewAttempt();
        _attempts.Add(attempt);
        return new(attempt, document, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "correlation-1");
    }

    public async Task<AttemptId> StartAsync(string document = Messages.Document)
    {
        var order = NewOrder(document);
        await Executor.StartAsync(order, CancellationToken.None).InTime();
        return order.Attempt;
    }

    /// <summary>Everything that is seen until the end.</summary>
    public async Task<(IReadOnlyList<WorkerReport> Reports, WorkerEnded End)> WatchToEndAsync(AttemptId attempt)
    {
        using var late = new CancellationTokenSource(TimeLimit.Default);
        var seen = new List<WorkerObservation>();
        await foreach (var observation in Executor.WatchAsync(attempt, late.Token))
            seen.Add(observation);

        Assert.That(seen[^1], Is.InstanceOf<WorkerEnded>());
        return ([.. seen.OfType<WorkerReported>().Select(reported => reported.Report)], (WorkerEnded)seen[^1]);
    }

    /// <summary>The pids that a worker's script wrote to a file, one a line.</summary>
    public async Task<int[]> PidsAsync(string name, int count)
    {
        await Eventually.IsTrueAsync(() => File.Exists(Worker.Left(name)) && File.ReadAllLines(Worker.Left(name)).Length == count, null, $"{count} pids in {name}");
        return [.. (await File.ReadAllLinesAsync(Worker.Left(name))).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }

    public static bool IsAlive(int pid) => ProcFiles.ReadStat(pid) is { HasEnded: false };

    public async ValueTask DisposeAsync()
    {
        var impatient = NewExecutor(TimeSpan.Zero);
        foreach (var attempt in _attempts)
            await impatient.StopAsync(attempt, CancellationToken.None).InTime();
        _state.Dispose();
        _folder.Dispose();
    }
}
