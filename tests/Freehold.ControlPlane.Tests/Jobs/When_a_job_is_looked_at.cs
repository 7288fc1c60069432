using System.Net;
using Freehold.ControlPlane.JobEvents;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Protocol.V1;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Jobs;

/// <summary>Rows are written as dispatch and event intake write them; here is how they look from outside.</summary>
public sealed class When_a_job_is_looked_at
{
    private RunningControlPlane _controlPlane = null!;
    private string _agentId = null!;
    private string _job = null!;
    private string _label = null!;
    private int _agents;

    private HttpClient Http => _controlPlane.Http;

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync().InTime();

    [SetUp]
    public async Task SubmitAsync()
    {
        _label = $"agent-{++_agents}";
        _agentId = (string)(await Http.AddAgentAsync(_label))["id"]!;
        _job = (string)(await Http.SubmitAsync(Requests.Document(_label))).Json["id"]!;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task Progress_tells_how_fast_it_is()
    {
        await SetAsync("""
            progress = '{"tasksTotal": 4, "tasksDone": 1, "rowsRead": 5000, "rowsWritten": 4000, "bytesRead": 1000000, "bytesTotal": 4000000,
                         "bytesWritten": 900000, "elapsedSeconds": 2.5}'
            """);

        var progress = (await ReadAsync()).Json["progress"]!;

        Assert.That((int)progress["tasksTotal"]!, Is.EqualTo(4));
        Assert.That((long)progress["bytesTotal"]!, Is.EqualTo(4_000_000));
        Assert.That((double)progress["rowsPerSecond"]!, Is.EqualTo(2000));
        Assert.That((await Http.ReadAsync($"{Requests.Jobs}/{_job}/tasks")).Text, Is.EqualTo("""{"total":4,"done":1,"failed":0,"quarantined":0,"running":0,"items":[]}"""));
    }

    [Test]
    public async Task A_failure_tells_where_its_worker_ran_and_what_the_cluster_said()
    {
        await SetAsync("""
            state = 'failed', finished_at = now(),
            failure = '{"code": "oom_killed", "signal": 9, "surroundings": {"clusterReason": "OOMKilled", "peakMemoryBytes": 3113851290,
                        "memoryLimitBytes": 3221225472, "node": "node-1", "warnings": [{"about": "Pod", "reason": "OOMKilling", "count": 1}]}}'
            """);

        var failure = (await ReadAsync()).Json["failure"]!;

        Assert.That((string?)failure["sentence"], Is.EqualTo("The worker ran out of memory: it was seen to use 2.9 of 3.0 GiB."));
        Assert.That((int?)failure["signal"], Is.EqualTo(9));
        Assert.That((string?)failure["surroundings"]!["warnings"]![0]!["reason"], Is.EqualTo("OOMKilling"));
    }

    [Test]
    public async Task Its_attempts_tell_memory_and_place_newest_first()
    {
        await _controlPlane.Database.ExecuteAsync($$"""
            insert into attempts (job_id, number, agent_id, command_id, state, outcome, last_sequence, memory_bytes, failure, ended_at) values
              ('{{_job}}', 1, '{{_agentId}}', gen_random_uuid(), 'ended', 'failed', 3, 4294967296, '{"code": "oom_killed"}', now()),
              ('{{_job}}', 2, '{{_agentId}}', gen_random_uuid(), 'confirmed', null, 1, 8589934592, null, null);
            insert into events (job_id, attempt, sequence, kind, occurred_at, body) values
              ('{{_job}}', 1, 1, 'waiting', now(), '{"reason": "image"}'),
              ('{{_job}}', 1, 2, 'started', now(), '{"workerVersion": "1", "node": "node-1", "imageDigest": "sha256:0", "memoryLimitBytes": 4294967296}'),
              ('{{_job}}', 1, 3, 'failed', now(), '{"code": "oom_killed", "peakMemoryBytes": 4000000000, "memoryLimitBytes": 4294967296}'),
              ('{{_job}}', 2, 1, 'started', now(), '{"workerVersion": "1", "node": "node-2"}');
            """);

        var page = (await Http.ReadAsync($"{Requests.Jobs}/{_job}/attempts")).Json;
        var (newest, first) = (page["items"]![0]!, page["items"]![1]!);

        Assert.That(((int)newest["number"]!, (string?)newest["outcome"], (long)newest["memoryBytes"]!, (string?)newest["node"]), Is.EqualTo((2, (string?)null, 8_589_934_592, "node-2")));
        Assert.That(((string?)first["outcome"], (string?)first["node"], (string?)first["imageDigest"]), Is.EqualTo(("failed", "node-1", "sha256:0")));
        Assert.That(((long)first["peakMemoryBytes"]!, (long)first["memoryLimitBytes"]!), Is.EqualTo((4_000_000_000, 4_294_967_296)));
        Assert.That((string?)first["failure"]!["code"], Is.EqualTo("oom_killed"));
        Assert.That((await Http.ReadAsync($"{Requests.Jobs}/{_job}/attempts?limit=1")).Json["nextCursor"], Is.Not.Null);
    }

    [Test]
    public async Task A_failure_is_told_in_a_sentence_with_its_place_and_a_remedy()
    {
        await SetAsync("""
            state = 'failed', finished_at = now(),
            failure = '{"code": "bad_input", "detail": "too_many_fields", "objectName": "people.csv", "line": 7, "expected": 3, "found": 4}'
            """);

        var failure = (await ReadAsync()).Json["failure"]!;

        Assert.That((string?)failure["code"], Is.EqualTo("bad_input"));
        Assert.That((long)failure["line"]!, Is.EqualTo(7));
        Assert.That((string?)failure["object"], Is.EqualTo("people.csv"));
        Assert.That((string?)failure["sentence"], Does.Contain("people.csv"));
        Assert.That((string?)failure["remedy"], Is.Not.Empty);
    }

    [Test]
    public async Task A_result_says_where_it_lies()
    {
        await SetAsync("state = 'succeeded', manifest_uri = 'file:///out/manifest.json', manifest_digest = 'abc'");

        Assert.That((string?)(await ReadAsync()).Json["output"]!["manifestUri"], Is.EqualTo("file:///out/manifest.json"));
    }

    [Test]
    public async Task A_profile_says_what_it_discloses()
    {
        await SetAsync("kind = 'profile', state = 'succeeded', attempt = 2, manifest_uri = 'file:///out/manifest.json'");
        using var body = new EventBody();
        var profile = new ProfileSummary { Rows = 5, Columns = 2, RulesChecked = 3, RulesFailed = 1, Quality = 0.5, PersonalColumns = 1 };
        profile.Details.Add(new ProfiledColumn { Table = "t", Name = "mail", Type = "text", Entity = "email", Confidence = 0.9, IsPersonal = true, NullShare = 0.25, Distinct = 3 });
        var json = body.Write(new JobEvent { Succeeded = new() { ManifestUri = "file:///out/manifest.json", Profile = profile } });
        await _controlPlane.Database.ExecuteAsync(
            $"insert into events (job_id, attempt, sequence, kind, occurred_at, body) values ('{_job}', 2, 4, 'succeeded', now(), '{json}')");

        var shown = (await ReadAsync()).Json["profile"]!;

        Assert.That((long)shown["rows"]!, Is.EqualTo(5));
        Assert.That(((int)shown["rulesChecked"]!, (int)shown["rulesFailed"]!, (double)shown["quality"]!), Is.EqualTo((3, 1, 0.5)));
        Assert.That(shown["details"]![0]!.ToJsonString(), Does.Contain("\"name\":\"mail\"").And.Contain("\"entity\":\"email\"").And.Contain("\"nullShare\":0.25"));
    }

    [Test]
    public async Task A_running_one_is_unreachable_while_its_agent_is_not_heard([Values("running", "waiting", "assigned")] string state)
    {
        await SetAsync($"state = '{state}', attempt = 1");
        Assert.That(await StateAsync(), Is.EqualTo("unreachable"), "before the agent ever connected");

        await _controlPlane.Database.ExecuteAsync($$"""
            insert into agent_sessions (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor, kinds, max_concurrent, in_use)
            values ('{{_agentId}}', gen_random_uuid(), 'r', 'r', 'b', '0.1.0', 'process', '{transform}', 1, 0)
            """);
        Assert.That(await StateAsync(), Is.EqualTo(state));
        Assert.That((await Http.ReadAsync($"{Requests.Jobs}?agent={_label}&state=unreachable")).Items, Is.Empty);

        await NotHeardForAsync("50 seconds");
        Assert.That(await StateAsync(), Is.EqualTo(state), "the stream has ended, the lease holds");

        await NotHeardForAsync("61 seconds");
        Assert.That(await StateAsync(), Is.EqualTo("unreachable"), "the lease ran out");
        Assert.That((await Http.ReadAsync($"{Requests.Jobs}?agent={_label}&state=unreachable")).Items, Has.Count.EqualTo(1));
        Assert.That((await Http.ReadAsync($"{Requests.Jobs}?agent={_label}&state={state}")).Items, Is.Empty);
    }

    [TestCase("keep", "null", "waits for its agent.")]
    [TestCase("keep", "interval '1 hour'", "time limit")]
    [TestCase("stop", "null", "stops it by itself")]
    [TestCase("rerun", "interval '1 hour'", "Another attempt takes its place now")]
    public async Task An_unreachable_one_says_since_when_and_what_follows(string onPartition, string timeLimit, string expected)
    {
        await SetAsync($"state = 'running', attempt = 1, on_partition = '{onPartition}', time_limit = {timeLimit}");
        await _controlPlane.Database.ExecuteAsync($$"""
            insert into agent_sessions (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor, kinds, max_concurrent, in_use)
            values ('{{_agentId}}', gen_random_uuid(), 'r', 'r', 'b', '0.1.0', 'process', '{transform}', 1, 0)
            """);
        Assert.That((await ReadAsync()).Json["unreachable"], Is.Null);

        await NotHeardForAsync("70 seconds");

        var unreachable = (await ReadAsync()).Json["unreachable"]!;
        Assert.That((string?)unreachable["onPartition"], Is.EqualTo(onPartition));
        Assert.That((string?)unreachable["sentence"], Does.Contain(expected));
        Assert.That((DateTimeOffset)unreachable["since"]! - (DateTimeOffset)unreachable["lastHeardAt"]!, Is.EqualTo(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public async Task A_queued_one_is_queued_whatever_its_agent_does()
    {
        Assert.That(await StateAsync(), Is.EqualTo("queued"));
    }

    [Test]
    public async Task Its_events_come_in_order_and_in_pages()
    {
        await _controlPlane.Database.ExecuteAsync($$"""
            insert into events (job_id, attempt, sequence, kind, occurred_at, body)
            select '{{_job}}', attempt, sequence, 'progress', now(), jsonb_build_object('rowsRead', sequence)
            from generate_series(1, 2) attempt, generate_series(1, 3) sequence
            """);

        var first = await Http.ReadAsync($"{Requests.Jobs}/{_job}/events?limit=4");
        var second = await Http.ReadAsync($"{Requests.Jobs}/{_job}/events?limit=4&cursor={first.Json["nextCursor"]}");

        Assert.That(first.Items.Concat(second.Items).Select(item => $"{item!["attempt"]}.{item["sequence"]}"),
            Is.EqualTo(new[] { "1.1", "1.2", "1.3", "2.1", "2.2", "2.3" }));
        Assert.That((long)second.Items[^1]!["body"]!["rowsRead"]!, Is.EqualTo(3));
        Assert.That(second.Json.ContainsKey("nextCursor"), Is.False);
    }

    [Test]
    public async Task Its_artifacts_come_in_pages()
    {
        await _controlPlane.Database.ExecuteAsync($$"""
            insert into artifacts (job_id, attempt, uri, kind, bytes, rows, sha256)
            select '{{_job}}', 1, 'file:///out/ä' || number, 'data', 10, 2, 'abc' from generate_series(1, 3) number
            """);

        var first = await Http.ReadAsync($"{Requests.Jobs}/{_job}/artifacts?limit=2");
        var second = await Http.ReadAsync($"{Requests.Jobs}/{_job}/artifacts?limit=2&cursor={first.Json["nextCursor"]}");

        Assert.That(first.Items.Concat(second.Items).Select(item => (string)item!["uri"]!),
            Is.EqualTo(new[] { "file:///out/ä1", "file:///out/ä2", "file:///out/ä3" }));
    }

    [TestCase("")]
    [TestCase("/events")]
    [TestCase("/artifacts")]
    [TestCase("/tasks")]
    [TestCase("/watch")]
    public async Task One_that_is_not_there_is_not_found(string part)
    {
        Assert.That((await Http.ReadAsync($"{Requests.Jobs}/{Guid.NewGuid()}{part}")).Problem, Is.EqualTo("not-found"));
        Assert.That((await Http.ReadAsync($"/api/v1/projects/other/jobs/{_job}{part}")).Problem, Is.EqualTo("not-found"));
        Assert.That((await Http.ReadAsync($"{Requests.Jobs}/no-id{part}")).Problem, Is.EqualTo("not-found"));
    }

    [Test]
    public async Task Cancelling_it_twice_is_the_same_as_once()
    {
        var first = await Http.SendJsonAsync($"{Requests.Jobs}/{_job}/cancel");
        var second = await Http.SendJsonAsync($"{Requests.Jobs}/{_job}/cancel");

        Assert.That(first.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)first.Json["state"], Is.EqualTo("cancelled"));
        Assert.That(second.Text, Is.EqualTo(first.Text));
    }

    [Test]
    public async Task Another_organization_sees_nothing_of_it()
    {
        await _controlPlane.Database.ExecuteAsync("""
            with o as (insert into organizations (id, slug, name) values (gen_random_uuid(), 'other', 'Other') returning id),
                 p as (insert into projects (id, organization_id, slug, name) select gen_random_uuid(), id, 'default', 'Default' from o)
            insert into api_tokens (id, organization_id, name, role, token_sha256)
            select gen_random_uuid(), id, 'stranger', 'owner', sha256('fh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'::bytea) from o
            """);
        using var stranger = _controlPlane.ClientFor("fh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        Assert.That((await stranger.ReadAsync("/api/v1/me")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await stranger.ReadAsync($"{Requests.Jobs}/{_job}")).Problem, Is.EqualTo("not-found"));
        Assert.That((await stranger.ReadAsync(Requests.Jobs)).Items, Is.Empty);
        Assert.That((await stranger.SendJsonAsync($"{Requests.Jobs}/{_job}/cancel")).Problem, Is.EqualTo("not-found"));
        Assert.That((await stranger.ReadAsync("/api/v1/agents")).Items, Is.Empty);
        Assert.That((await stranger.ReadAsync($"/api/v1/agents/{_label}")).Problem, Is.EqualTo("not-found"));
        Assert.That((await stranger.DropAsync($"/api/v1/agents/{_label}")).Problem, Is.EqualTo("not-found"));
        Assert.That((await stranger.SubmitAsync(Requests.Document(_label))).Problem, Is.EqualTo("invalid-document"));
    }

    private Task<Answer> ReadAsync() => Http.ReadAsync($"{Requests.Jobs}/{_job}");

    private async Task<string?> StateAsync() => (string?)(await ReadAsync()).Json["state"];

    // Only this fixture's control plane writes to its database, and it has no agents of its own to hear.
    private async Task NotHeardForAsync(string time)
    {
        await Eventually.IsTrueAsync(async () =>
            await _controlPlane.Database.ExecuteAsync("select alive_at > now() - interval '2 seconds' from control_plane_presence") is true);
        await _controlPlane.Database.ExecuteAsync($"""
            update control_plane_presence set resumed_at = now() - interval '1 day';
            update agent_sessions set last_heard_at = now() - interval '{time}' where agent_id = '{_agentId}'
            """);
    }

    private Task SetAsync(string assignments) => _controlPlane.Database.ExecuteAsync($"update jobs set {assignments} where id = '{_job}'");
}
