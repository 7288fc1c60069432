using System.Text.Json;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.Testing.ObjectStores;

namespace Freehold.EndToEnd.Tests.Situations;

/// <summary>Checks with the real programs: beside a running agent, by way of the control plane, and as a job, with a real S3 server.</summary>
public sealed class When_an_agent_is_checked
{
    private RadosGateway _gateway = null!;
    private Stack _stack = null!;
    private string _source = null!;
    private string _sink = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = await RadosGateway.StartAsync();
        _source = await _gateway.NewBucketAsync();
        _sink = await _gateway.NewBucketAsync();
        await _gateway.AllowStrangerAsync(_source, "s3:ListBucket", "s3:GetObject");
        await _gateway.AllowStrangerAsync(_sink, "s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload");

        _stack = await Stack.StartWithoutAgentAsync();
        await File.WriteAllTextAsync(_stack["buckets.json"], $$"""[{"input": "s3://{{_source}}/in/", "output": "s3://{{_sink}}/out/", "kind": "transform"}]""");
        _stack.AgentSettings.Add(("FREEHOLD_PREFLIGHT__BUCKETSFILE", _stack["buckets.json"]));
        foreach (var (name, bucket) in new[] { ("SOURCE", _source), ("SINK", _sink) })
        {
            _stack.AgentSettings.Add(($"FREEHOLD_BUCKETS__{name}__MATCH", $"s3://{bucket}"));
            _stack.AgentSettings.Add(($"FREEHOLD_BUCKETS__{name}__ENDPOINT", $"{_gateway.Endpoint}"));
            _stack.AgentSettings.Add(($"FREEHOLD_BUCKETS__{name}__ACCESSKEYID", RadosGateway.Stranger.Id));
            _stack.AgentSettings.Add(($"FREEHOLD_BUCKETS__{name}__SECRETACCESSKEY", RadosGateway.Stranger.Secret));
        }

        _stack.WriteToken("agent.token", await _stack.Api.AddAgentAsync(Stack.AgentLabel));
        _stack.StartAgent();
        await _stack.AgentIsConnectedAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _stack.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Test]
    public async Task By_way_of_the_control_plane_the_CLI_tells_what_is_red_and_what_to_do()
    {
        var (code, printed) = await CliAsync("agents", "check", Stack.AgentLabel, "--wait");
        var (_, shown) = await CliAsync("agents", "show", Stack.AgentLabel);

        Assert.That(code, Is.EqualTo(1), printed);
        Assert.That(printed, Does.Match("green +token").And.Match("green +sink_write +transform").And.Match("red +sink_delete +transform"));
        Assert.That(printed, Does.Contain("s3:DeleteObject"));
        Assert.That(shown, Does.Contain("1 red").And.Contain("s3:DeleteObject"));
        Assert.That(printed + shown, Does.Not.Contain(_sink), "the names of stores stay where they are");
    }

    [Test]
    public async Task Over_REST_it_is_words_with_an_age()
    {
        var (code, printed) = await CliAsync("agents", "check", Stack.AgentLabel, "--wait", "--no-pods", "--output", "json");
        var check = JsonDocument.Parse(printed[printed.IndexOf('{', StringComparison.Ordinal)..]).RootElement;

        Assert.That(code, Is.Zero, printed);
        Assert.That(check.GetProperty("ageSeconds").GetDouble(), Is.InRange(0, 60));
        Assert.That(check.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("id").GetString()), Is.SupersetOf(new[] { "dns", "tcp", "tls", "grpc", "token", "clock", "worker" }));
    }

    [Test]
    public async Task The_program_runs_beside_the_agent_and_leaves_it_alone()
    {
        var before = (await _stack.Api.AgentAsync(Stack.AgentLabel)).GetProperty("connectedAt").GetDateTimeOffset();

        await using var check = RunningProgram.Start(Repository.Program("Freehold.Agent", "freehold-agent"), ["check", "--report", _stack["report.json"]], Environment());
        var code = await check.EndsAsync(TimeSpan.FromSeconds(90));

        var agent = await _stack.Api.AgentAsync(Stack.AgentLabel);
        Assert.That(code, Is.EqualTo(1), check.Printed);
        Assert.That(check.Printed, Does.Match("green +token").And.Contain($"s3://{_sink}/out/: delete refused").And.Contain("s3:DeleteObject"));
        Assert.That((agent.GetProperty("connectedAt").GetDateTimeOffset(), agent.GetProperty("status").GetString()), Is.EqualTo((before, "connected")));
        Assert.That(check.Printed + await File.ReadAllTextAsync(_stack["report.json"]), Does.Not.Contain(RadosGateway.Stranger.Secret).And.Not.Contain(File.ReadAllText(_stack["agent.token"]).Trim()));
    }

    [Test]
    public async Task A_job_of_kind_check_shows_each_right()
    {
        var id = await _stack.Api.SubmitAsync($"{{kind: check, agent: {Stack.AgentLabel}, input: 's3://{_source}/in/', output: 's3://{_sink}/out/'}}");
        var job = await _stack.Api.ReachesAsync(id, "succeeded|failed", TimeSpan.FromSeconds(60));
        var shown = await _stack.Api.JobAsync(id);

        Assert.That(job.GetProperty("failure").GetProperty("code").GetString(), Is.EqualTo("check_failed"), $"{job}");
        Assert.That(job.GetProperty("failure").GetProperty("sentence").GetString(), Does.StartWith("1 of "));
        var red = shown.GetProperty("check").EnumerateArray().Single(right => right.GetProperty("outcome").GetString() == "red");
        Assert.That((red.GetProperty("id").GetString(), red.GetProperty("identity").GetString()), Is.EqualTo(("sink_delete", "FHST…0002")));
        Assert.That((await CliAsync("jobs", "show", id)).Printed, Does.Match("red +sink_delete"));
    }

    private async Task<(int Code, string Printed)> CliAsync(params string[] arguments)
    {
        await using var cli = RunningProgram.Start(Repository.Program("Freehold.Cli", "freehold"), arguments, new Dictionary<string, string>
        {
            ["FREEHOLD_URL"] = $"{_stack.Endpoint}",
            ["FREEHOLD_CA_FILE"] = _stack.CaFile,
            ["FREEHOLD_TOKEN"] = File.ReadAllText(Path.Combine(_stack.ControlPlaneState, "owner.token")).Trim(),
            ["FREEHOLD_CONFIG"] = _stack["cli/config.json"],
        });
        var code = await cli.EndsAsync(TimeSpan.FromSeconds(90));
        return (code, cli.Printed);
    }

    private Dictionary<string, string> Environment() => new(_stack.AgentSettings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
    {
        ["FREEHOLD_CONTROLPLANE__ENDPOINT"] = $"{_stack.Endpoint}",
        ["FREEHOLD_CONTROLPLANE__TOKENFILE"] = _stack["agent.token"],
        ["FREEHOLD_CONTROLPLANE__CAFILE"] = _stack.CaFile,
        ["FREEHOLD_AGENT__LABEL"] = Stack.AgentLabel,
        ["FREEHOLD_AGENT__STATEDIRECTORY"] = _stack["agent-state"],
        ["FREEHOLD_EXECUTOR__WORKERPATH"] = Repository.Program("Freehold.Worker", "freehold-worker"),
    };
}
