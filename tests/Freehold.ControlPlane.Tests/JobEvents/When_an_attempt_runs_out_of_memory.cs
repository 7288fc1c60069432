using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Tests.JobEvents;

public sealed class When_an_attempt_runs_out_of_memory : DeliveryFixture
{
    private const ulong Gibi = 1024 * 1024 * 1024;

    private DeliveryHost _host = null!;
    private TestAgent _agent = null!;
    private ScriptedAgent _scripted = null!;

    [SetUp]
    public async Task ConnectAsync()
    {
        _host = await StartAsync();
        _agent = await NewAgentAsync();
        _scripted = await ConnectAsync(_host, _agent);
    }

    [Test]
    public async Task The_next_ones_have_twice_as_much_each_and_spend_no_retry()
    {
        var job = await SubmitAsync(memory: 4 * Gibi, most: 12 * Gibi);

        Assert.That((await TakeNextAsync()).MemoryBytes, Is.EqualTo(4 * Gibi));
        await FailAsync(job, 1);
        Assert.That((await TakeNextAsync()).MemoryBytes, Is.EqualTo(8 * Gibi));
        await FailAsync(job, 2);
        Assert.That((await TakeNextAsync()).MemoryBytes, Is.EqualTo(12 * Gibi));
        Assert.That(await JobAsync(job, "retries_spent || ' ' || losses"), Is.EqualTo("0 0"));

        await FailAsync(job, 3);
        await ReachesAsync(job, "failed");
        Assert.That(await ScalarAsync($"select string_agg(memory_bytes::text, ' ' order by number) from attempts where job_id = '{job}'"),
            Is.EqualTo($"{4 * Gibi} {8 * Gibi} {12 * Gibi}"));
    }

    [Test]
    public async Task One_that_fails_otherwise_is_given_no_more()
    {
        var job = await SubmitAsync(memory: 4 * Gibi, most: 12 * Gibi);
        await TakeNextAsync();

        await FailAsync(job, 1, "evicted");

        Assert.That((await TakeNextAsync()).MemoryBytes, Is.EqualTo(4 * Gibi));
    }

    [Test]
    public async Task Without_a_most_it_is_a_failure_like_any_other()
    {
        var job = await RunAsync(_agent, _host, _scripted);

        await FailAsync(job, 1);

        await ReachesAsync(job, "failed");
    }

    private async Task<Guid> SubmitAsync(ulong memory, ulong most)
    {
        var job = Guid.CreateVersion7();
        await ExecuteAsync($$"""
            insert into jobs (id, project_id, agent_id, kind, document, document_digest, priority, retries, on_partition, submitted_by, correlation_id,
                              memory_bytes, memory_most)
            values ('{{job}}', '{{Project}}', '{{_agent.Id}}', 'transform', '{"kind":"transform"}', repeat('0', 64), 50, 0, 'keep', 'test', 'c-1',
                    {{memory}}, {{most}})
            """);
        _host.Get<DispatchSignal>().Wake(_agent.Id);
        return job;
    }

    private async Task FailAsync(Guid job, int attempt, string code = "oom_killed")
    {
        await _scripted.SendAsync(Messages.Events(Messages.Failed(job, 1, code, attempt)));
        await _scripted.NextAsync(message => message.Acknowledged);
    }

    private async Task<Assign> TakeNextAsync()
    {
        var assigned = (await _scripted.NextAsync(message => message.Assign)).Assignments.Single();
        await _scripted.SendAsync(Messages.Accept(assigned));
        await _scripted.NextAsync(message => message.Confirm);
        return assigned;
    }
}
