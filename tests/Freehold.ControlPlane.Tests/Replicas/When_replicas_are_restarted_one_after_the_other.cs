using System.Threading.Channels;
using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Grpc.Core;

namespace Freehold.ControlPlane.Tests.Replicas;

public sealed class When_replicas_are_restarted_one_after_the_other : DeliveryFixture
{
    private const int Agents = 6;
    private readonly List<DeliveryHost> _hosts = [];
    private int _next;

    [Test]
    public async Task Running_jobs_run_on_and_each_ends_with_its_first_attempt()
    {
        for (var i = 0; i < 3; i++)
            _hosts.Add(await NewHostAsync());
        var agents = await Task.WhenAll(Enumerable.Range(0, Agents).Select(i => NewAgentAsync($"agent-{i}")));
        var jobs = new List<Guid>();
        foreach (var agent in agents)
        {
            jobs.Add(await QueueAsync(agent));
            jobs.Add(await QueueAsync(agent));
        }

        using var over = new CancellationTokenSource();
        var lives = agents.Select(agent => new Life(this, agent)).ToList();
        var living = Task.WhenAll(lives.Select(life => life.LiveAsync(over.Token)));
        await Eventually.IsTrueAsync(() => lives.All(life => life.Events >= 2));

        for (var i = 0; i < 3; i++)
        {
            var before = lives.Select(life => life.Events).ToList();
            var stopped = _hosts[i];
            _hosts[i] = await NewHostAsync();
            await stopped.DisposeAsync();
            Assert.That(await UnreachableAsync(), Is.Zero);
            await Eventually.IsTrueAsync(() => lives.Zip(before).All(pair => pair.First.Events > pair.Second), TimeSpan.FromSeconds(60));
        }

        foreach (var life in lives)
            life.Finish();
        await Eventually.IsTrueAsync(async () => (long)(await CountAsync("jobs where state = 'succeeded'"))! == jobs.Count, TimeSpan.FromSeconds(60));
        await over.CancelAsync();
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await living.InTime();

        Assert.That(await ScalarAsync("select max(number) from attempts"), Is.EqualTo(1));
        Assert.That(await CountAsync("attempts"), Is.EqualTo((long)jobs.Count));
        Assert.That(await CountAsync("(select job_id from events group by job_id having count(*) <> max(sequence)) as holes"), Is.Zero);
    }

    private Task<DeliveryHost> NewHostAsync() =>
        DeliveryHost.StartAsync(Database, Logs, "AgentStreams:ReturnWithin=500ms", "AgentStreams:Drain=10s").InTime();

    private async Task<long> UnreachableAsync()
    {
        await using var command = Source.CreateCommand(
            $"select count(*) from jobs j join agent_sessions s on s.agent_id = j.agent_id where j.state <> 'succeeded' and not {AgentStatus.HoldsLeaseSql}");
        command.Parameters.AddLease(new AgentStreamOptions());
        return (long)(await command.ExecuteScalarAsync().InTime())!;
    }

    // As a load balancer does: the next one each time.
    private DeliveryHost AnyHost() => _hosts[Interlocked.Increment(ref _next) % _hosts.Count];

    /// <summary>An attempt in an agent's journal.</summary>
    private sealed class Held
    {
        public AttemptPhase Phase { get; set; } = AttemptPhase.Accepted;

        /// <summary>Every event that was made, in order; what is not acknowledged is sent again.</summary>
        public List<JobEvent> Events { get; } = [];

        public int Acknowledged { get; set; }
    }

    /// <summary>An agent with a journal. Each attempt that may run reports one event after the other, and its end when it is told to.</summary>
    private sealed class Life(When_replicas_are_restarted_one_after_the_other test, TestAgent agent)
    {
        private readonly Dictionary<AttemptRef, Held> _journal = [];
        private volatile bool _finishing;
        private int _events;

        public int Events => Volatile.Read(ref _events);

        public void Finish() => _finishing = true;

        public async Task LiveAsync(CancellationToken over)
        {
            while (!over.IsCancellationRequested)
            {
                await using var stream = ScriptedAgent.Dial(test.AnyHost().Address, agent.TokenId);
                try
                {
                    await stream.SendAsync(Messages.Hello(agent, 10, [.. _journal.Select(held => Messages.Holds(
                        Guid.Parse(held.Key.JobId), held.Value.Phase, (int)held.Key.Number, (ulong)held.Value.Events.Count))]));
                    while (!over.IsCancellationRequested && await SpeakAsync(stream, await stream.NextAsync()))
                    {
                    }
                }
                catch (Exception e) when (e is RpcException or ChannelClosedException)
                {
                    // The replica has gone: to the next.
                }
            }
        }

        private async Task<bool> SpeakAsync(ScriptedAgent stream, ControlMessage message)
        {
            switch (message.KindCase)
            {
                case ControlMessage.KindOneofCase.Welcome:
                    foreach (var verdict in message.Welcome.Verdicts)
                        Acknowledge(verdict.Attempt, verdict.AcknowledgedSequence);
                    break;
                case ControlMessage.KindOneofCase.Assign:
                    foreach (var assignment in message.Assign.Assignments)
                        _journal.TryAdd(assignment.Attempt, new());
                    await stream.SendAsync(Messages.Accept(message.Assign.Assignments));
                    return true;
                case ControlMessage.KindOneofCase.Confirm:
                    foreach (var attempt in message.Confirm.Attempts.Where(attempt => _journal[attempt].Phase is AttemptPhase.Accepted))
                        _journal[attempt].Phase = AttemptPhase.Confirmed;
                    break;
                case ControlMessage.KindOneofCase.Acknowledged:
                    foreach (var stored in message.Acknowledged.Attempts)
                        Acknowledge(stored.Attempt, stored.Sequence);
                    Interlocked.Increment(ref _events);
                    break;
                case ControlMessage.KindOneofCase.GoAway:
                    await stream.LeaveAsync();
                    return false;
            }

            var unsent = _journal.SelectMany(held => Unacknowledged(held.Key, held.Value)).ToList();
            if (unsent.Count > 0)
                await stream.SendAsync(Messages.Events(unsent));
            return true;
        }

        private void Acknowledge(AttemptRef attempt, ulong sequence)
        {
            if (_journal.TryGetValue(attempt, out var held) && (int)sequence > held.Acknowledged)
                held.Acknowledged = (int)sequence;
        }

        private List<JobEvent> Unacknowledged(AttemptRef attempt, Held held)
        {
            if (held.Phase is AttemptPhase.Confirmed && held.Acknowledged == held.Events.Count)
            {
                var sequence = (ulong)held.Events.Count + 1;
                held.Events.Add(_finishing
                    ? Messages.Succeeded(Guid.Parse(attempt.JobId), sequence)
                    : Messages.Progress(Guid.Parse(attempt.JobId), sequence, rows: sequence));
                if (_finishing)
                    held.Phase = AttemptPhase.Ended;
            }

            return held.Events[held.Acknowledged..];
        }
    }
}
