using System.Text;
using System.Text.Json;
using Freehold.Buckets;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.JobContract.Connections;
using Freehold.Testing;
using Freehold.Testing.ObjectStores;

namespace Freehold.EndToEnd.Tests.Situations;

/// <summary>
/// A job from a real S3 server to the same one: its worker gets credentials for it alone, and people get grants by way of the agent.
/// </summary>
public sealed class When_data_lies_in_an_object_store
{
    private const int Files = 6;
    private const string Store = "s3://first";

    private RadosGateway _gateway = null!;
    private Stack _stack = null!;
    private string _id = null!;
    private JsonElement _job;

    [OneTimeSetUp]
    public async Task RunAsync()
    {
        _gateway = await RadosGateway.StartAsync();
        _stack = await Stack.StartWithoutAgentAsync();
        foreach (var setting in Settings())
            _stack.AgentSettings.Add(setting);
        _stack.WriteToken("agent.token", await _stack.Api.AddAgentAsync(Stack.AgentLabel));
        _stack.StartAgent();
        await _stack.AgentIsConnectedAsync();

        PeopleFiles.WriteMany(_stack["people"], Files, rowsEach: 50);
        var input = ByRole($"{Store}/in");
        foreach (var file in Directory.EnumerateFiles(_stack["people"]))
            await input.PutIfAbsentAsync(Path.GetFileName(file), await File.ReadAllBytesAsync(file), CancellationToken.None);

        _id = await _stack.Api.SubmitAsync(DocumentFor($"{Store}/in/*.csv"));
        _job = await _stack.Api.ReachesAsync(_id, "succeeded|failed", TimeSpan.FromSeconds(120));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _stack.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Test]
    public async Task The_output_lies_there_and_the_manifest_names_it()
    {
        Assert.That(_job.GetProperty("state").GetString(), Is.EqualTo("succeeded"), $"{_job}");

        var output = ByRole($"{Store}/out/{_id}");
        var manifest = JsonDocument.Parse((await output.ReadAsync("manifest.json", CancellationToken.None))!).RootElement;
        var names = manifest.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()!).ToList();
        Assert.That(names, Has.Count.EqualTo(Files));
        foreach (var name in names)
        {
            var text = Encoding.UTF8.GetString((await output.ReadAsync(name, CancellationToken.None))!);
            Assert.That(text, Does.Contain("Bern").And.Not.Contain(PeopleFiles.Canary));
        }
    }

    [Test]
    public async Task So_does_the_workers_log()
    {
        var output = ByRole($"{Store}/out/{_id}");
        var logs = await NamesAsync(output, "1/logs/");

        Assert.That(logs, Is.Not.Empty);
        var text = Encoding.UTF8.GetString((await output.ReadAsync(logs[0], CancellationToken.None))!);
        Assert.That(text, Does.Contain(_id).And.Not.Contain(PeopleFiles.Canary));
    }

    [Test]
    public void Its_worker_had_credentials_for_it_alone() =>
        Assert.That(_stack.Agent.Printed, Does.Contain("gets credentials of connection STORE narrowed to Prefixes").IgnoreCase);

    [Test]
    public async Task A_store_that_refuses_is_named_with_action_and_identity_and_without_the_secret()
    {
        var id = await _stack.Api.SubmitAsync(DocumentFor($"{Store}/secret/people.csv"));
        var failure = (await _stack.Api.ReachesAsync(id, "succeeded|failed", TimeSpan.FromSeconds(60))).GetProperty("failure");

        Assert.That(failure.GetProperty("code").GetString(), Is.EqualTo("bucket_denied"));
        Assert.That(failure.GetProperty("sentence").GetString(), Does.Contain($"{Store}/secret/people.csv").And.Contain("FHST…0002"));
        Assert.That(failure.GetProperty("sentence").GetString(), Does.StartWith("Reading"));
        Assert.That($"{failure}{_stack.Printed}", Does.Not.Contain(RadosGateway.Stranger.Secret));
    }

    [Test]
    public async Task A_store_that_makes_no_narrow_credentials_is_not_reached_with_wide_ones()
    {
        var id = await _stack.Api.SubmitAsync(DocumentFor($"{Store}/no-role/people.csv"));
        var failure = (await _stack.Api.ReachesAsync(id, "succeeded|failed", TimeSpan.FromSeconds(60))).GetProperty("failure");

        Assert.That((failure.GetProperty("code").GetString(), failure.GetProperty("detail").GetString()), Is.EqualTo(("bucket_denied", "not_narrowed")));
    }

    [Test]
    public async Task A_grant_to_read_reads_what_it_names_and_nothing_else()
    {
        var granted = await GrantAsync("read", $"{Store}/out/");

        var results = BucketOpener.Open(BucketAddress.OfPrefix($"{Store}/out/"), granted, TimeProvider.System);
        Assert.That(await NamesAsync(results, ""), Does.Contain($"{_id}/manifest.json"));
        Assert.That(await results.ReadAsync($"{_id}/manifest.json", CancellationToken.None), Is.Not.Null);
        await DeniedAsync(() => results.PutIfAbsentAsync("new.csv", "x"u8.ToArray(), CancellationToken.None));
        await DeniedAsync(() => results.DeleteAsync($"{_id}/manifest.json", CancellationToken.None));

        var elsewhere = BucketOpener.Open(BucketAddress.OfPrefix($"{Store}/in/"), Everywhere(granted), TimeProvider.System);
        await DeniedAsync(() => elsewhere.ReadAsync("part-000.csv", CancellationToken.None));
    }

    [Test]
    public async Task A_grant_to_write_brings_objects_and_reads_none()
    {
        var granted = await GrantAsync("write", $"{Store}/inbox/");

        var inbox = BucketOpener.Open(BucketAddress.OfPrefix($"{Store}/inbox/"), granted, TimeProvider.System);
        Assert.That(await inbox.PutIfAbsentAsync("acme.csv", "x"u8.ToArray(), CancellationToken.None), Is.True);
        await DeniedAsync(() => inbox.ReadAsync("acme.csv", CancellationToken.None));
        await DeniedAsync(() => NamesAsync(inbox, ""));
        await DeniedAsync(() => inbox.DeleteAsync("acme.csv", CancellationToken.None));
    }

    [Test]
    public async Task What_the_agents_owner_did_not_allow_is_not_granted()
    {
        var (code, printed) = await CliAsync("grants", "create", $"{Store}/in/", "--agent", Stack.AgentLabel, "--access", "read");

        Assert.That(code, Is.EqualTo(3), printed);
        Assert.That(printed, Does.Contain("Grants:Read"));
    }

    [Test]
    public async Task The_control_plane_holds_nothing_that_it_could_read()
    {
        var granted = await GrantAsync("read", $"{Store}/out/");

        var list = await (await _stack.Api.GetAsync("/api/v1/projects/default/grants")).Content.ReadAsStringAsync();
        var secret = granted.ByName.Values.Single().SecretAccessKey!;
        Assert.That(list, Does.Contain("issued").And.Not.Contain(secret));
        Assert.That(_stack.Printed, Does.Not.Contain(secret).And.Not.Contain(RadosGateway.Assumer.Secret));
    }

    private (string Name, string Value)[] Settings() =>
    [
        ("FREEHOLD_BUCKETS__STORE__MATCH", Store),
        ("FREEHOLD_BUCKETS__STORE__ENDPOINT", $"{_gateway.Endpoint}"),
        ("FREEHOLD_BUCKETS__STORE__STSENDPOINT", $"{_gateway.Endpoint}"),
        ("FREEHOLD_BUCKETS__STORE__ROLEARN", RadosGateway.Role),
        ("FREEHOLD_BUCKETS__STORE__ACCESSKEYID", RadosGateway.Assumer.Id),
        ("FREEHOLD_BUCKETS__STORE__SECRETACCESSKEY", RadosGateway.Assumer.Secret),
        ("FREEHOLD_BUCKETS__REFUSED__MATCH", $"{Store}/secret"),
        ("FREEHOLD_BUCKETS__REFUSED__ENDPOINT", $"{_gateway.Endpoint}"),
        ("FREEHOLD_BUCKETS__REFUSED__ACCESSKEYID", RadosGateway.Stranger.Id),
        ("FREEHOLD_BUCKETS__REFUSED__SECRETACCESSKEY", RadosGateway.Stranger.Secret),
        ("FREEHOLD_BUCKETS__NOROLE__MATCH", $"{Store}/no-role"),
        ("FREEHOLD_BUCKETS__NOROLE__ENDPOINT", $"{_gateway.Endpoint}"),
        ("FREEHOLD_BUCKETS__NOROLE__STSENDPOINT", $"{_gateway.Endpoint}"),
        ("FREEHOLD_BUCKETS__NOROLE__ROLEARN", RadosGateway.Role),
        ("FREEHOLD_BUCKETS__NOROLE__ACCESSKEYID", RadosGateway.Stranger.Id),
        ("FREEHOLD_BUCKETS__NOROLE__SECRETACCESSKEY", RadosGateway.Stranger.Secret),
        ("FREEHOLD_GRANTS__READ", $"{Store}/out/"),
        ("FREEHOLD_GRANTS__WRITE", $"{Store}/inbox/"),
        ("FREEHOLD_GRANTS__RECIPIENTS", "any"),
    ];

    // What the role wrote only the role may read: this server asks the object's owner.
    private IBucket ByRole(string prefix) => BucketOpener.Open(
        BucketAddress.OfPrefix(prefix),
        new(new Dictionary<string, BucketConnection>(StringComparer.Ordinal)
        {
            ["role"] = new()
            {
                Match = Store,
                Endpoint = _gateway.Endpoint,
                StsEndpoint = _gateway.Endpoint,
                RoleArn = RadosGateway.Role,
                AccessKeyId = RadosGateway.Assumer.Id,
                SecretAccessKey = RadosGateway.Assumer.Secret,
            },
        }),
        TimeProvider.System);

    private static string DocumentFor(string input) => $$"""
        kind: transform
        agent: {{Stack.AgentLabel}}
        input: "{{input}}"
        output: {{Store}}/out/
        parallelism: 2
        spec:
          key: {secret: transform/key}
          {{PeopleFiles.Rules}}
        """;

    /// <summary>What <c>freehold grants create</c> prints, as a connection.</summary>
    private async Task<BucketConnections> GrantAsync(string access, string prefix)
    {
        var file = _stack[$"{Guid.NewGuid():N}.env"];
        var (code, printed) = await CliAsync("grants", "create", prefix, "--agent", Stack.AgentLabel, "--access", access, "--lifetime", "15m", "--to", file);
        Assert.That(code, Is.Zero, printed);

        var variables = File.ReadAllLines(file).Select(line => line["export ".Length..].Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim('\''));
        var problems = new List<string>();
        var connections = ConnectionEnvironment.Read(variables, problems);
        Assert.That(problems, Is.Empty);
        Assert.That(variables, Does.ContainKey("AWS_SESSION_TOKEN"));
        return connections;
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
        var code = await cli.EndsAsync(TimeLimit.Default);
        return (code, cli.Printed);
    }

    private static BucketConnections Everywhere(BucketConnections granted) =>
        new(granted.ByName.ToDictionary(named => named.Key, named => named.Value with { Match = Store }));

    private static async Task<List<string>> NamesAsync(IBucket bucket, string prefix)
    {
        var names = new List<string>();
        await foreach (var item in bucket.ListAsync(prefix, deep: true, CancellationToken.None))
            names.Add(item.Name);
        return names;
    }

    private static Task DeniedAsync(Func<Task> use)
    {
        var refused = Assert.ThrowsAsync<BucketException>(() => use().InTime());
        Assert.That(refused.Error, Is.EqualTo(BucketError.Denied));
        return Task.CompletedTask;
    }
}
