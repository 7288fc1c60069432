using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Protocol.V1;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Replicas;

/// <summary>One replica is a process of its own, so that it can be killed; the others are here.</summary>
public sealed class When_a_replica_is_killed
{
    private RunningControlPlane _survivor = null!;
    private ControlPlaneProcess _killed = null!;
    private HttpClient _killedHttp = null!;
    private string _token = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _survivor = await RunningControlPlane.StartAsync().InTime();
        _killed = await ControlPlaneProcess.StartAsync(
            _survivor.Folder.Path,
            $"--database:connectionstring={_survivor.Database.ConnectionString}",
            $"--endpoint:certificate={_survivor.Folder["server.pem"]}",
            $"--endpoint:key={_survivor.Folder["server.key"]}",
            $"--identity:signingkeyfile={_survivor.Folder["signing.key"]}");
        _killedHttp = await _killed.NewClientAsync();
        _token = (string)(await _survivor.Http.AddAgentAsync("eu-bank"))["token"]!;
    }

    [TearDown]
    public async Task StopAsync()
    {
        _killedHttp.Dispose();
        await _killed.DisposeAsync();
        await _survivor.DisposeAsync();
    }

    [Test]
    public async Task Its_agents_go_on_at_another_and_nothing_is_lost_or_runs_twice()
    {
        // Three jobs, as far as handed over, confirmed, and running.
        await using var before = ScriptedAgent.Dial(_killedHttp.BaseAddress!, _token, _survivor.NewHandler());
        await before.SendAsync(Hello());
        await before.NextAsync(message => message.Welcome);
        var running = await AcceptAsync(before, await SubmitAsync(before));
        await before.SendAsync(Messages.Events(Messages.Started(running, 1)));
        await before.NextAsync(message => message.Acknowledged);
        var confirmed = await AcceptAsync(before, await SubmitAsync(before));
        var handed = await SubmitAsync(before);

        await _killed.KillAsync();

        // Nobody wrote down that the stream ended, and no lease runs out for it.
        Assert.That(await StateAsync(running), Is.EqualTo("running"));
        Assert.That(await StateAsync(confirmed), Is.EqualTo("assigned"));
        await using var after = ScriptedAgent.Dial(_survivor.Address, _token, _survivor.NewHandler());
        await after.SendAsync(Hello(Messages.Holds(running, AttemptPhase.Confirmed, lastSequence: 1), Messages.Holds(confirmed, AttemptPhase.Confirmed)));
        var welcome = await after.NextAsync(message => message.Welcome);
        Assert.That(welcome.Verdicts.Select(verdict => verdict.Decision), Is.All.EqualTo(InventoryDecision.Keep));
        Assert.That(welcome.Verdicts[0].AcknowledgedSequence, Is.EqualTo(1));
        var again = (await after.NextAsync(message => message.Assign)).Assignments.Single();
        Assert.That(again, Is.EqualTo(handed));
        var assigned = await AcceptAsync(after, again);
        await after.SendAsync(Messages.Events(Messages.Succeeded(running, 2), Messages.Succeeded(confirmed, 1), Messages.Succeeded(assigned, 1)));
        await after.NextAsync(message => message.Acknowledged);

        foreach (var job in new[] { running, confirmed, assigned })
            Assert.That(await StateAsync(job), Is.EqualTo("succeeded"));
        Assert.That(await _survivor.Database.ExecuteAsync("select count(*) = 3 and max(number) = 1 from attempts"), Is.True);
        Assert.That((string?)(await _survivor.Http.ReadAsync("/api/v1/agents/eu-bank")).Json["status"], Is.EqualTo("connected"));
    }

    /// <summary>Submits a job at the survivor and waits until the other replica has handed it to the agent.</summary>
    private async Task<Assign> SubmitAsync(ScriptedAgent agent)
    {
        var job = (string)(await _survivor.Http.SubmitAsync(Requests.Document())).Json["id"]!;
        var assigned = (await agent.NextAsync(message => message.Assign)).Assignments.Single();
        Assert.That(assigned.Attempt, Is.EqualTo(Messages.Attempt(Guid.Parse(job))));
        return assigned;
    }

    private static async Task<Guid> AcceptAsync(ScriptedAgent agent, Assign assigned)
    {
        await agent.SendAsync(Messages.Accept(assigned));
        Assert.That((await agent.NextAsync(message => message.Confirm)).Attempts.Single(), Is.EqualTo(assigned.Attempt));
        return Guid.Parse(assigned.Attempt.JobId);
    }

    private async Task<string?> StateAsync(Guid job) => (string?)(await _survivor.Http.ReadAsync($"{Requests.Jobs}/{job}")).Json["state"];

    // The digests of real documents are those of the database; an empty one says nothing about it.
    private static AgentMessage Hello(params InventoryEntry[] inventory)
    {
        foreach (var entry in inventory)
            entry.DocumentDigest = "";
        return Messages.Hello(new(Guid.Empty, "eu-bank", Guid.Empty), 10, inventory);
    }
}
