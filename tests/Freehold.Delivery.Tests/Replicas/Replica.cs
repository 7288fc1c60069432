using System.Collections.Concurrent;
using System.Collections.Specialized;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Checks;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Grants;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.JobEvents;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Leases;
using Freehold.ControlPlane.Replicas;
using Freehold.ControlPlane.Submission;
using Freehold.Delivery.Tests.Database;
using Freehold.Delivery.Tests.Network;
using Freehold.Delivery.Tests.Time;
using Freehold.Hosting.Configuration;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Freehold.Delivery.Tests.Replicas;

/// <summary>One process of the control plane: its real delivery half, with the model's clock, network and database.</summary>
internal sealed class Replica
{
    private static readonly string[] Settings =
    [
        "--AgentStreams:Record=2s", "--Retries:FirstPause=200ms", "--Retries:LongestPause=2s",
    ];

    private readonly ConcurrentQueue<string> _bugs;
    private readonly Promises _promises;
    private readonly ModelDatabase _database;
    private readonly NpgsqlDataSource _source;
    private readonly Life _life;
    private readonly IHost _host;
    private readonly ConcurrentDictionary<Wire, Wire> _wires = new();
    private Task _stopping = Task.Delay(Timeout.Infinite);

    /// <param name="name">Not used before.</param>
    /// <param name="bugs">Where exceptions are noted that no caller should see.</param>
    public Replica(
        string name, ModelDatabase database, VirtualTime time, KnownAgents agents, Promises promises, ILoggerProvider log,
        ConcurrentQueue<string> bugs)
    {
        Name = name;
        _database = database;
        _bugs = bugs;
        _promises = promises;
        _life = new();
        _source = database.SourceFor(name);

        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(new LivingLog(log, _life));
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddSingleton(_source);
        builder.Services.AddSingleton<TimeProvider>(new ProcessClock(time, _life, () => TimeSpan.Zero));
        builder.Services.AddSingleton<AgentRefusals>();
        builder.Services.AddSingleton<IAgentAuthenticator>(agents);
        builder.Services.AddReplicas();
        builder.Services.AddJobDelivery();
        builder.Services.AddSubmission();
        builder.Services.AddEntitlements();
        builder.Services.AddDispatch();
        builder.Services.AddGrants();
        builder.Services.AddChecks();
        builder.Services.AddAgentStreams();
        builder.Services.AddJobEvents();
        builder.Services.AddLeases();
        builder.Services.UseSettings(ProgramSettings.Read("no-such-file.json", new HybridDictionary(), Settings));
        _host = builder.Build();
    }

    public string Name { get; }

    /// <summary>Takes new streams.</summary>
    public bool IsOpen { get; private set; }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task StartAsync()
    {
        IsOpen = true;
        return _host.StartAsync();
    }

    /// <summary>Whether its connection that listens for notices may be there.</summary>
    public bool Listens => _life.IsAlive && !_stopping.IsCompleted;

    /// <summary>Stops as it does on SIGTERM. Time has to pass for it.</summary>
    public void BeginStop()
    {
        if (!IsOpen)
            return;
        IsOpen = false;
        _stopping = StopAsync();
    }

    /// <summary>Serves a stream until its end.</summary>
    public void Serve(Wire wire, Metadata headers)
    {
        _wires[wire] = wire;
        _ = Task.Run(() => ServeAsync(wire, headers));
    }

    /// <summary>Ends at once, wherever it is, with whatever it had not committed.</summary>
    /// <param name="agentsLearn">Whether the agents are told, as they are when the machine lives on.</param>
    public void Kill(bool agentsLearn)
    {
        IsOpen = false;
        _life.End();
        _source.Dispose();
        _database.BreakConnections(Name);
        foreach (var wire in _wires.Keys)
            wire.LoseControlPlane(agentsLearn);
    }

    private async Task StopAsync()
    {
        await Task.Yield();
        await _host.StopAsync();
    }

    private async Task ServeAsync(Wire wire, Metadata headers)
    {
        var end = new ControlPlaneEnd(wire, _promises);
        RpcException? error = null;
        try
        {
            await Get<AgentGateway>().Connect(end, end, new ModelCallContext(headers, wire.Aborted));
        }
        catch (RpcException e)
        {
            error = e;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            error = new(new Status(StatusCode.Cancelled, "The stream broke."));
        }
        catch (Exception e) when (_life.IsAlive)
        {
            _bugs.Enqueue($"the gateway let out {e}");
            error = new(new Status(StatusCode.Unknown, "Exception was thrown by handler."));
        }
        finally
        {
            _wires.TryRemove(wire, out _);
            wire.Finish(error);
        }
    }
}
