using System.Collections.Concurrent;
using Freehold.Delivery.Tests.Agents;
using Freehold.Delivery.Tests.Database;
using Freehold.Delivery.Tests.Network;
using Freehold.Delivery.Tests.Replicas;
using Freehold.Delivery.Tests.Time;
using Grpc.Core;

namespace Freehold.Delivery.Tests;

/// <summary>
/// Two agents, two replicas of the control plane, one database, the people who submit and cancel, and the time. Operations
/// do things to it; between them everything runs as it likes.
/// </summary>
internal sealed class World : IDisposable
{
    private const int Agents = 2;
    private const int ReplicaCount = 2;
    private const int MaxConcurrent = 2;

    private static int _worlds;

    private readonly int _number = Interlocked.Increment(ref _worlds);
    private readonly Rest _rest;
    private readonly KnownAgents _known = new();
    private readonly ConcurrentDictionary<string, WorkerScript> _scripts = new(StringComparer.Ordinal);
    private readonly Replica[] _replicas = new Replica[ReplicaCount];
    private int _replicaStarts;
    private int _dials;

    public World(ModelDatabase database, VirtualTime time)
    {
        Database = database;
        Time = time;
        _rest = new(() => _replicas.Count(replica => replica is { Listens: true }));
        Starts = new(database);
        Promises = new(database);
        Database.LoseNotices(lost: false);

        var organization = Guid.CreateVersion7();
        Project = Guid.CreateVersion7();
        Database.Execute("insert into organizations (id, slug, name) values ($1, $2, 'Bank')", organization, $"bank-{_number}");
        Database.Execute("insert into projects (id, organization_id, slug, name) values ($1, $2, 'risk', 'Risk')", Project, organization);

        for (var index = 0; index < ReplicaCount; index++)
            StartReplica(index);
        Machines = [.. Enumerable.Range(0, Agents).Select(index => NewMachine(organization, index))];
        foreach (var machine in Machines)
            machine.Start();
        People = new(this);
        Settle();
    }

    public ModelDatabase Database { get; }

    public VirtualTime Time { get; }

    public Guid Project { get; }

    public IReadOnlyList<Machine> Machines { get; }

    public IReadOnlyList<Replica> Replicas => _replicas;

    public People People { get; }

    public OutputStore Outputs { get; } = new();

    public ErrorLogScope Logs { get; } = new();

    /// <summary>What nobody should ever see, told at the end.</summary>
    public ConcurrentQueue<string> Bugs { get; } = new();

    public Starts Starts { get; }

    public Promises Promises { get; }

    /// <summary>What the workers of each job do, by the job's name.</summary>
    public IDictionary<string, WorkerScript> Scripts => _scripts;

    /// <summary>Waits until everything waits: for time, for a message, or for a worker.</summary>
    public void Settle() => _rest.Wait();

    /// <summary>Lets time pass; what is due on the way happens in between, and comes to rest.</summary>
    public void Advance(TimeSpan span)
    {
        var end = Time.Now + span;
        while (Time.Now < end)
            Step(end);
    }

    /// <summary>Lets time pass until something happens, at least a moment, and comes to rest.</summary>
    public void Step(DateTimeOffset latest)
    {
        // In leaps: what happens within a quarter of a second happens at once.
        var soonest = Time.Now + TimeSpan.FromMilliseconds(250);
        var next = Time.NextDue is { } due && due > soonest ? due : soonest;
        next = next < latest ? next : latest;

        // The database's clock first: what a timer makes a replica look for is due there as well.
        Database.SetTime(next);
        Time.MoveTo(next);
        Settle();
    }

    /// <summary>Starts a replica in the place of one that was stopped or killed; one that still stops is killed.</summary>
    public void StartReplica(int index)
    {
        if (_replicas[index] is { } earlier)
        {
            if (earlier.IsOpen)
                return;
            earlier.Kill(agentsLearn: true);
        }

        var name = $"{_number}-{++_replicaStarts}-";
        _replicas[index] = new(name, Database, Time, _known, Promises, Logs, Bugs);
        _replicas[index].StartAsync().InTime().GetAwaiter().GetResult();
    }

    /// <summary>Stops a replica as SIGTERM does.</summary>
    public void StopReplica(int index) => _replicas[index].BeginStop();

    public void Dispose()
    {
        foreach (var machine in Machines)
            machine.Kill(controlPlaneLearns: false);
        foreach (var replica in _replicas)
            replica.Kill(agentsLearn: false);
        _rest.Dispose();
    }

    private Machine NewMachine(Guid organization, int index)
    {
        var (id, token, label) = (Guid.CreateVersion7(), Guid.CreateVersion7(), $"agent-{index}");
        Database.Execute("insert into agents (id, organization_id, label, created_by) values ($1, $2, $3, 'model')", id, organization, label);
        Database.Execute("insert into agent_tokens (id, agent_id, expires_at) values ($1, $2, now() + interval '1 year')", token, id);
        _known.Add(new(id, organization, label, token));
        return new(id, new(label, token, MaxConcurrent), Time, Logs, Outputs, _scripts, Connect, Starts);
    }

    // As a load balancer does: in turn, to whichever replica takes streams.
    private bool Connect(Wire wire, Metadata headers)
    {
        var open = _replicas.Where(replica => replica.IsOpen).ToList();
        if (open.Count == 0)
            return false;
        open[Interlocked.Increment(ref _dials) % open.Count].Serve(wire, headers);
        return true;
    }
}
