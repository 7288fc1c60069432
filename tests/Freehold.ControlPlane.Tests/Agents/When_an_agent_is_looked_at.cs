using System.Globalization;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Agents;

/// <summary>Rows are written as streams write them; here is how they look from outside.</summary>
public sealed class When_an_agent_is_looked_at
{
    private RunningControlPlane _controlPlane = null!;
    private string _id = null!;
    private string _label = null!;
    private int _agents;

    private HttpClient Http => _controlPlane.Http;

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync().InTime();

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [SetUp]
    public async Task AddAsync()
    {
        _label = $"agent-{++_agents}";
        _id = (string)(await Http.AddAgentAsync(_label))["id"]!;
        await ExecuteAsync($$"""
            insert into agent_sessions (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor, kinds, max_concurrent, in_use)
            values ('{{_id}}', gen_random_uuid(), 'r', 'leads', 'b', '0.1.0', 'process', '{transform}', 1, 0)
            """);
        // The first stamp after the start begins all leases anew; that must be over.
        await Eventually.IsTrueAsync(async () =>
            await ExecuteAsync("select alive_at > now() - interval '2 seconds' from control_plane_presence") is true);
        await ExecuteAsync("update control_plane_presence set resumed_at = now() - interval '1 day'");
    }

    [TestCase("0 seconds", "null", "connected", "0 seconds", null)]
    [TestCase("20 seconds", "'broken'", "reconnecting", "20 seconds", "broken")]
    [TestCase("40 seconds", "null", "reconnecting", "10 seconds", "unseen")]
    [TestCase("90 seconds", "'silent'", "disconnected", "30 seconds", "silent")]
    public async Task It_says_whether_it_is_there_since_when_and_why_not(string heard, string ending, string status, string since, string? shown)
    {
        await ExecuteAsync($"""
            update agent_sessions
            set last_heard_at = now() - interval '{heard}', connected_at = now() - interval '{heard}', ending = {ending},
                ended_at = case when {ending} is not null then now() - interval '{heard}' end
            where agent_id = '{_id}'
            """);

        var agent = (await Http.ReadAsync($"/api/v1/agents/{_label}")).Json;

        Assert.That((string?)agent["status"], Is.EqualTo(status));
        Assert.That((bool)agent["connected"]!, Is.EqualTo(status == "connected"));
        Assert.That((string?)agent["ending"], Is.EqualTo(shown));
        var age = DateTimeOffset.UtcNow - (DateTimeOffset)agent["since"]!;
        Assert.That(age.TotalSeconds, Is.EqualTo(int.Parse(since.Split(' ')[0], CultureInfo.InvariantCulture)).Within(5));
    }

    [Test]
    public async Task What_it_says_is_wrong_comes_with_age_count_and_a_remedy()
    {
        await ExecuteAsync($$"""
            update agent_sessions
            set conditions = '[{"code": "loop_stalled", "subject": "outbox", "ageSeconds": 60, "count": 3}, {"code": "of_tomorrow", "subject": "", "ageSeconds": 0, "count": 0}]',
                conditions_at = now() - interval '5 seconds'
            where agent_id = '{{_id}}'
            """);

        var conditions = (await Http.ReadAsync($"/api/v1/agents/{_label}")).Json["conditions"]!.AsArray();

        Assert.That((string?)conditions[0]!["subject"], Is.EqualTo("outbox"));
        Assert.That((long)conditions[0]!["count"]!, Is.EqualTo(3));
        Assert.That((DateTimeOffset.UtcNow - (DateTimeOffset)conditions[0]!["since"]!).TotalSeconds, Is.EqualTo(65).Within(5));
        Assert.That(conditions.Select(condition => (string?)condition!["sentence"]), Is.All.Not.Empty);
        Assert.That(conditions.Select(condition => (string?)condition!["remedy"]), Is.All.Not.Empty);
    }

    [Test]
    public async Task What_was_found_about_it_is_shown_for_an_hour_after_the_last_time()
    {
        await ExecuteAsync($"""
            insert into agent_findings (agent_id, code, first_at, last_at, count, evidence) values
            ('{_id}', 'event_conflict', now() - interval '3 hours', now() - interval '59 minutes', 7, 'event 1'),
            ('{_id}', 'clock_skewed', now() - interval '3 hours', now() - interval '61 minutes', 1, '90 s ahead')
            """);

        var finding = (await Http.ReadAsync($"/api/v1/agents/{_label}")).Json["findings"]!.AsArray().Single()!;

        Assert.That((string?)finding["code"], Is.EqualTo("event_conflict"));
        Assert.That((long)finding["count"]!, Is.EqualTo(7));
        Assert.That((string?)finding["evidence"], Is.EqualTo("event 1"));
        Assert.That((string?)finding["sentence"], Is.Not.Empty);
        Assert.That((string?)finding["remedy"], Is.Not.Empty);
    }

    [Test]
    public async Task Its_replicas_are_listed_the_leader_first_and_those_not_heard_left_out()
    {
        await ExecuteAsync($"""
            insert into agent_standbys (agent_id, replica_id, session_id, control_plane_replica, agent_version, last_heard_at) values
            ('{_id}', 'b', gen_random_uuid(), 'r', '0.1.0', now()), ('{_id}', 'a', gen_random_uuid(), 'r', '0.1.0', now()),
            ('{_id}', 'c', gen_random_uuid(), 'r', '0.1.0', now() - interval '31 seconds')
            """);

        var replicas = (await Http.ReadAsync($"/api/v1/agents/{_label}")).Json["replicas"]!.AsArray();

        Assert.That(replicas.Select(replica => $"{replica!["role"]} {replica["replicaId"]}"), Is.EqualTo(new[] { "leader leads", "standby a", "standby b" }));
    }

    private Task<object?> ExecuteAsync(string sql) => _controlPlane.Database.ExecuteAsync(sql);
}
