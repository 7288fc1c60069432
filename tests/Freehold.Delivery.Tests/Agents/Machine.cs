using Freehold.Agent.Assignments;
using Freehold.Delivery.Tests.Network;
using Freehold.Delivery.Tests.Time;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Freehold.Delivery.Tests.Agents;

/// <summary>How the network between an agent and the control plane is.</summary>
internal enum Route
{
    Open,

    /// <summary>Nobody answers, and nobody says so.</summary>
    Silent,

    /// <summary>Whoever dials is turned away at once.</summary>
    Refused,
}

/// <summary>Where one agent runs: its disk, its workers, its wires, and at most one process of the agent at a time.</summary>
internal sealed class Machine
{
    private readonly Lock _lock = new();
    private readonly AgentSettings _settings;
    private readonly VirtualTime _time;
    private readonly ILoggerProvider _log;
    private readonly OutputStore _outputs;
    private readonly IReadOnlyDictionary<string, WorkerScript> _scripts;
    private readonly Func<Wire, Metadata, bool> _connect;
    private readonly Starts _starts;
    private readonly List<Wire> _wires = [];
    private Disk _disk;
    private Task _stopping = Task.CompletedTask;

    /// <param name="connect">Connects a wire to a replica; false when none is there.</param>
    public Machine(
        Guid agentId, AgentSettings settings, VirtualTime time, ILoggerProvider log, OutputStore outputs,
        IReadOnlyDictionary<string, WorkerScript> scripts, Func<Wire, Metadata, bool> connect, Starts starts)
    {
        AgentId = agentId;
        _settings = settings;
        _time = time;
        _log = log;
        _outputs = outputs;
        _scripts = scripts;
        _connect = connect;
        _starts = starts;
        _disk = NewDisk();
    }

    public Guid AgentId { get; }

    public AgentSettings Settings => _settings;

    public Workers Workers { get; } = new();

    /// <summary>All events that were ever flushed here, on whichever volume.</summary>
    public WrittenEvents Written { get; } = new();

    /// <summary>Attempts whose journal was lost with a volume: what was not acknowledged of them is lost.</summary>
    public HashSet<AttemptId> LostWithVolume { get; } = [];

    public AgentProcess? Process { get; private set; }

    public Route Route { get; set; }

    /// <summary>By how much its wall clock is wrong.</summary>
    public TimeSpan WallError { get; set; }

    /// <summary>Its streams that either side takes for alive, the oldest first.</summary>
    public IReadOnlyList<Wire> Wires
    {
        get
        {
            lock (_lock)
            {
                _wires.RemoveAll(wire => !wire.IsInUse);
                return [.. _wires];
            }
        }
    }

    /// <summary>Whether it ever refused: what it refused may have been sent from memory, and be lost with the process.</summary>
    public bool DiskHasRefused { get; private set; }

    public bool DiskRefuses
    {
        get => _disk.Refuses;
        set
        {
            _disk.Refuses = value;
            DiskHasRefused |= value;
        }
    }

    /// <summary>Starts the agent unless it runs. One that is still stopping is killed, as a service manager does.</summary>
    public void Start()
    {
        if (Process is { IsAlive: true } && _stopping.IsCompleted)
            return;

        Kill(controlPlaneLearns: true);
        var life = new Life();
        var executor = new SimulatedExecutor(_outputs, _scripts, _time, life, this, _starts);
        var clock = new ProcessClock(_time, life, () => WallError);
        try
        {
            Process = new(_settings, life, _disk.Mount(life), executor, new ModelDialler(headers => Dial(life, headers)), clock, _log);
            Process.StartAsync().InTime().GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            // The disk refuses: the program says so and ends; its service manager starts it again later.
            life.End();
            Process = null;
        }
    }

    /// <summary>Stops the agent as SIGTERM does.</summary>
    public void BeginStop()
    {
        if (Process is { IsAlive: true } process && _stopping.IsCompleted)
            _stopping = process.StopAsync();
    }

    /// <summary>Ends the agent at once; its workers go on.</summary>
    public void Kill(bool controlPlaneLearns)
    {
        Process?.Kill();
        Process = null;
        _stopping = Task.CompletedTask;
        foreach (var wire in Wires.Where(wire => wire.AgentHoldsOn))
            wire.LoseAgent(controlPlaneLearns);
    }

    /// <summary>The power fails: agent and workers end, and what was not flushed is lost in part.</summary>
    public void CutPower(double survives)
    {
        Kill(controlPlaneLearns: false);
        _disk.CutPower(survives);
        Workers.DieAll();
    }

    /// <summary>The volume is gone for ever, and the agent's process with it.</summary>
    /// <param name="workersLive">Whether the workers go on where nobody reaches them.</param>
    public void LoseVolume(bool workersLive)
    {
        if (Process is { } process)
            LostWithVolume.UnionWith(process.Attempts.Select(attempt => attempt.Id));
        Kill(controlPlaneLearns: true);
        if (!workersLive)
            Workers.DieAll();
        Workers.ForgetAll();
        _disk = NewDisk();
    }

    private Disk NewDisk() => new(Written.Take);

    private Wire Dial(Life life, Metadata headers)
    {
        var wire = new Wire();
        lock (_lock)
            _wires.Add(wire);

        if (!life.IsAlive)
            wire.LoseAgent(controlPlaneLearns: false);
        else if (Route is Route.Silent)
            wire.Sever(tailIsLost: true);
        else if (Route is Route.Refused || !_connect(wire, headers))
            wire.LoseControlPlane(agentLearns: true);
        return wire;
    }
}
