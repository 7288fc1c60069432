using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Tests.Database;
using Freehold.Testing;
using Npgsql;

namespace Freehold.ControlPlane.Tests.AgentStreams;

/// <summary>A database of the test's own with one project, and the means to fill it and to look at it.</summary>
public abstract class DeliveryFixture
{
    private static readonly Guid Organization = Guid.Parse("00000000-0000-7000-8000-000000000001");

    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;
    private readonly List<IAsyncDisposable> _owned = [];

    private protected static Guid Project { get; } = Guid.Parse("00000000-0000-7000-8000-000000000002");

    private protected ErrorLogScope Logs { get; private set; } = null!;

    private protected NpgsqlDataSource Source => _source;

    private protected TestDatabase Database => _database;

    [SetUp]
    public async Task CreateDatabaseAsync()
    {
        Logs = new();
        _database = await MigratedDatabase.CreateAsync().InTime();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
        await ExecuteAsync($"""
            insert into organizations (id, slug, name) values ('{Organization}', 'bank', 'Bank');
            insert into projects (id, organization_id, slug, name) values ('{Project}', '{Organization}', 'risk', 'Risk');
            """);
    }

    [TearDown]
    public async Task DropDatabaseAsync()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
            await owned.DisposeAsync();
        _owned.Clear();
        await _source.DisposeAsync();
        await _database.DisposeAsync();
        Logs.Verify();
    }

    /// <summary>Starts a replica that ends with the test.</summary>
    private protected async Task<DeliveryHost> StartAsync(params string[] settings) => Own(await DeliveryHost.StartAsync(_database, Logs, settings).InTime());

    /// <summary>Connects an agent that leaves with the test, and returns it after its welcome.</summary>
    private protected async Task<ScriptedAgent> ConnectAsync(DeliveryHost host, TestAgent agent, int maxConcurrent = 10) =>
        Own((await ScriptedAgent.ConnectAsync(host, agent, maxConcurrent)).Agent);

    private protected T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        lock (_owned)
            _owned.Add(owned);
        return owned;
    }

    private protected async Task<TestAgent> NewAgentAsync(string label = "eu-bank")
    {
        var agent = new TestAgent(Guid.CreateVersion7(), label, Guid.CreateVersion7());
        await ExecuteAsync($"""
            insert into agents (id, organization_id, label, created_by) values ('{agent.Id}', '{Organization}', '{label}', 'test');
            insert into agent_tokens (id, agent_id, expires_at) values ('{agent.TokenId}', '{agent.Id}', now() + interval '1 day');
            """);
        return agent;
    }

    /// <summary>Queues a job as a submission does, and wakes the dispatcher when a host is given.</summary>
    private protected async Task<Guid> QueueAsync(TestAgent agent, DeliveryHost? host = null, int retries = 0, int priority = 50)
    {
        var job = Guid.CreateVersion7();
        await ExecuteAsync($$"""
            insert into jobs (id, project_id, agent_id, kind, document, document_digest, priority, retries, time_limit, on_partition, submitted_by, correlation_id)
            values ('{{job}}', '{{Project}}', '{{agent.Id}}', 'transform', '{"kind":"transform"}', repeat('0', 64), {{priority}}, {{retries}}, '2 hours', 'keep', 'test', 'c-1')
            """);
        host?.Get<DispatchSignal>().Wake(agent.Id);
        return job;
    }

    /// <summary>Queues a job, and takes it as far as confirmed.</summary>
    private protected async Task<Guid> RunAsync(TestAgent agent, DeliveryHost host, ScriptedAgent scripted, int retries = 0)
    {
        var job = await QueueAsync(agent, host, retries);
        await AcceptNextAsync(scripted);
        return job;
    }

    /// <summary>Accepts the next assignments and waits for their confirmation.</summary>
    private protected static async Task<AttemptRefs> AcceptNextAsync(ScriptedAgent scripted)
    {
        var assigned = await scripted.NextAsync(message => message.Assign);
        await scripted.SendAsync(Messages.Accept(assigned.Assignments));
        var confirmed = await scripted.NextAsync(message => message.Confirm);
        Assert.That(confirmed.Attempts, Is.EquivalentTo(assigned.Assignments.Select(assignment => assignment.Attempt)));
        return new([.. confirmed.Attempts]);
    }

    /// <summary>Cuts the agent's stream, and waits until that is written down.</summary>
    private protected async Task CutAsync(TestAgent agent, ScriptedAgent scripted)
    {
        await scripted.CutAsync();
        await Eventually.IsTrueAsync(async () =>
            await ScalarAsync($"select ended_at is not null from agent_sessions where agent_id = '{agent.Id}'") is true);
    }

    /// <summary>Turns the times back to what they were if nothing had been heard of the agent for so long, by a control plane that was there.</summary>
    private protected async Task NotHeardForAsync(TestAgent agent, string time)
    {
        // The first stamp after a start begins all leases anew; that must be over.
        await Eventually.IsTrueAsync(async () => await ScalarAsync("select alive_at > now() - interval '2 seconds' from control_plane_presence") is true);
        await ExecuteAsync($"""
            update control_plane_presence set resumed_at = now() - interval '1 day';
            update agent_sessions
            set last_heard_at = now() - interval '{time}', connected_at = now() - interval '{time}',
                ended_at = case when ended_at is not null then now() - interval '{time}' end
            where agent_id = '{agent.Id}'
            """);
    }

    /// <summary>Waits until a replica has looked for leases that ran out, from beginning to end, after this call.</summary>
    private protected async Task SweptAsync()
    {
        // A stamp comes before each look: after the third from now, a whole look lies between.
        for (var stamps = 0; stamps < 3; stamps++)
        {
            var last = await ScalarAsync("select alive_at from control_plane_presence");
            await Eventually.IsTrueAsync(async () => !Equals(await ScalarAsync("select alive_at from control_plane_presence"), last));
        }
    }

    private protected async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync().InTime();
    }

    private protected async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync().InTime() is var value && value is DBNull ? null : value;
    }

    /// <summary>Waits until the control plane holds something against an agent, and returns how often it happened.</summary>
    private protected async Task<long> FoundAsync(TestAgent agent, string finding)
    {
        var row = $"from agent_findings where agent_id = '{agent.Id}' and code = '{finding}'";
        await Eventually.IsTrueAsync(async () => await ScalarAsync($"select count {row}") is not null);
        return (long)(await ScalarAsync($"select count {row}"))!;
    }

    /// <summary>A column of a job.</summary>
    private protected Task<object?> JobAsync(Guid job, string column) => ScalarAsync($"select {column} from jobs where id = '{job}'");

    /// <summary>A column of an attempt.</summary>
    private protected Task<object?> AttemptAsync(Guid job, int number, string column) =>
        ScalarAsync($"select {column} from attempts where job_id = '{job}' and number = {number}");

    private protected Task<object?> CountAsync(string from) => ScalarAsync($"select count(*) from {from}");

    /// <summary>Waits until the job is in the state.</summary>
    private protected Task ReachesAsync(Guid job, string state) => Eventually.IsTrueAsync(async () => (string?)await JobAsync(job, "state") == state);
}

/// <summary>Attempts that the agent was told to start.</summary>
internal sealed record AttemptRefs(IReadOnlyList<Protocol.V1.AttemptRef> All);
