using System.Text.Json.Nodes;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Waits;

/// <summary>Whoever asks why a job does not run gets an answer; who stands in its way is counted from what is there.</summary>
public sealed class When_a_job_waits
{
    private RunningControlPlane _controlPlane = null!;
    private string _agent = null!;
    private string _label = null!;
    private int _agents;

    private HttpClient Http => _controlPlane.Http;

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync().InTime();

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [SetUp]
    public async Task AddAgentAsync()
    {
        _label = $"agent-{++_agents}";
        _agent = (string)(await Http.AddAgentAsync(_label))["id"]!;
    }

    [Test]
    public async Task For_an_agent_that_never_came_it_says_so()
    {
        var job = await SubmitAsync();

        Assert.That((string?)(await WaitingAsync(job))["reason"], Is.EqualTo("agent_never_connected"));
    }

    [Test]
    public async Task For_a_slot_it_names_who_has_the_slots_and_its_place()
    {
        await ConnectAsync(maxConcurrent: 1);
        var holder = await SubmitAsync();
        await AssignAsync(holder);
        var next = await SubmitAsync();
        var last = await SubmitAsync();
        var urgent = await SubmitAsync("priority: 90");

        var waiting = await WaitingAsync(last);

        Assert.That((string?)waiting["reason"], Is.EqualTo("slot"));
        Assert.That((int)waiting["ahead"]!, Is.EqualTo(2), $"{next} is older, {urgent} is more urgent");
        Assert.That((string?)waiting["holders"]![0]!["job"], Is.EqualTo(holder));
        Assert.That(waiting["holders"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((int)(await WaitingAsync(urgent))["ahead"]!, Is.Zero);
    }

    [Test]
    public async Task A_slot_is_free_the_moment_its_attempt_has_ended()
    {
        await ConnectAsync(maxConcurrent: 1);
        var holder = await SubmitAsync();
        await AssignAsync(holder);
        Assert.That(await SlotsAsync(), Has.Count.EqualTo(1));

        await ExecuteAsync($"update attempts set state = 'ended', outcome = 'succeeded' where job_id = '{holder}'");

        Assert.That(await SlotsAsync(), Is.Empty);
        Assert.That((string?)(await WaitingAsync(await SubmitAsync()))["reason"], Is.EqualTo("queue"));
    }

    [Test]
    public async Task For_its_next_attempt_it_says_until_when()
    {
        await ConnectAsync(maxConcurrent: 1);
        var job = await SubmitAsync();
        await ExecuteAsync($"update jobs set not_before = now() + interval '1 hour' where id = '{job}'");

        var waiting = await WaitingAsync(job);

        Assert.That((string?)waiting["reason"], Is.EqualTo("retry_pause"));
        Assert.That(waiting["until"], Is.Not.Null);
    }

    [Test]
    public async Task Once_it_runs_it_waits_for_nothing()
    {
        await ConnectAsync(maxConcurrent: 1);
        var job = await SubmitAsync();
        await AssignAsync(job);
        await ExecuteAsync($"update jobs set state = 'running' where id = '{job}'");

        Assert.That((await Http.ReadAsync($"{Requests.Jobs}/{job}")).Json["waiting"], Is.Null);
    }

    private async Task<string> SubmitAsync(string more = "") =>
        (string)(await Http.SubmitAsync(Requests.Document(_label, more))).Json["id"]!;

    private async Task<JsonNode> WaitingAsync(string job) => (await Http.ReadAsync($"{Requests.Jobs}/{job}")).Json["waiting"]!;

    private async Task<JsonArray> SlotsAsync() => (await Http.ReadAsync($"/api/v1/agents/{_label}/slots")).Json["holders"]!.AsArray();

    private Task ConnectAsync(int maxConcurrent) => ExecuteAsync($$"""
        insert into agent_sessions (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor, kinds, max_concurrent, in_use)
        values ('{{_agent}}', gen_random_uuid(), 'another', 'r', 'b', '0', 'process', '{transform}', {{maxConcurrent}}, 0)
        """);

    // As a claim writes it.
    private Task AssignAsync(string job) => ExecuteAsync($"""
        update jobs set state = 'assigned', attempt = 1 where id = '{job}';
        insert into attempts (job_id, number, agent_id, command_id) values ('{job}', 1, '{_agent}', gen_random_uuid());
        """);

    private Task ExecuteAsync(string sql) => _controlPlane.Database.ExecuteAsync(sql);
}
