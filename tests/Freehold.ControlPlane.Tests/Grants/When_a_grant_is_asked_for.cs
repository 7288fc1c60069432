using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.JobContract.Sealing;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Freehold.ControlPlane.Tests.Grants;

/// <summary>People ask for credentials by way of an agent; the control plane hands on what it cannot read.</summary>
public sealed class When_a_grant_is_asked_for
{
    private const string Grants = "/api/v1/projects/default/grants";
    private const string Prefix = "s3://results/customers/";

    private readonly ECDiffieHellman _recipient = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private RunningControlPlane _controlPlane = null!;
    private string _label = null!;
    private string _token = null!;
    private int _agents;

    private HttpClient Http => _controlPlane.Http;

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync().InTime();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _controlPlane.DisposeAsync();
        _recipient.Dispose();
    }

    [SetUp]
    public async Task AddAgentAsync()
    {
        _label = $"agent-{++_agents}";
        _token = (string)(await Http.AddAgentAsync(_label))["token"]!;
    }

    [Test]
    public async Task The_agent_hears_what_is_wanted_and_its_box_reaches_whoever_asked()
    {
        await using var agent = await ConnectAsync();

        var asked = await AskAsync();
        var request = await agent.NextAsync(message => message.GrantRequest);
        await AnswerAsync(agent, request, new() { Sealed = SealedFor(request, "the credentials") });
        var grant = await WaitAsync(asked);

        Assert.That((string?)asked["state"], Is.EqualTo("requested"));
        Assert.That(request.Access, Is.EqualTo(GrantAccess.Read));
        Assert.That(request.Prefix, Is.EqualTo(Prefix));
        Assert.That(request.Lifetime.ToTimeSpan(), Is.EqualTo(TimeSpan.FromMinutes(30)));
        Assert.That((string?)grant["state"], Is.EqualTo("issued"));
        var context = GrantContext.Of(Guid.Parse((string)asked["id"]!), "read", Prefix);
        Assert.That(SealedBox.TryOpen(_recipient, context, Convert.FromBase64String((string)grant["sealed"]!), out var message), Is.True);
        Assert.That(Encoding.UTF8.GetString(message!), Is.EqualTo("the credentials"));
    }

    [Test]
    public async Task An_agent_that_comes_later_hears_of_it()
    {
        await AskAsync();

        await using var agent = await ConnectAsync();

        Assert.That((await agent.NextAsync(message => message.GrantRequest)).Prefix, Is.EqualTo(Prefix));
    }

    [Test]
    public async Task One_that_was_not_answered_in_time_is_void()
    {
        var asked = await AskAsync();
        await _controlPlane.Database.ExecuteAsync($"update grants set requested_at = now() - interval '3 minutes' where id = '{asked["id"]}'");

        await using var agent = await ConnectAsync();
        var fresh = await AskAsync();

        Assert.That((await agent.NextAsync(message => message.GrantRequest)).GrantId, Is.EqualTo((string?)fresh["id"]), "it is not asked for the old one");
        Assert.That((string?)(await ReadAsync(asked))["state"], Is.EqualTo("expired"));
    }

    [Test]
    public async Task A_refusal_says_what_to_do()
    {
        await using var agent = await ConnectAsync();
        var asked = await AskAsync();
        var request = await agent.NextAsync(message => message.GrantRequest);

        await AnswerAsync(agent, request, new() { Refused = GrantRefusal.NotAllowed });
        var grant = await WaitAsync(asked);

        Assert.That((string?)grant["state"], Is.EqualTo("refused"));
        Assert.That((string?)grant["refusal"]!["code"], Is.EqualTo("not_allowed"));
        Assert.That((string?)grant["refusal"]!["remedy"], Does.Contain("Grants:Read"));
        Assert.That(grant["sealed"], Is.Null);
    }

    [Test]
    public async Task The_first_answer_stays_and_another_agent_has_none_to_give()
    {
        await using var agent = await ConnectAsync();
        var asked = await AskAsync();
        var request = await agent.NextAsync(message => message.GrantRequest);
        var first = _label;
        await AddAgentAsync();
        await using var other = await ConnectAsync();

        await AnswerAsync(other, request, new() { Sealed = SealedFor(request, "not theirs to give") });
        await HeardAsync(other);
        Assert.That((string?)(await ReadAsync(asked))["state"], Is.EqualTo("requested"));

        await AnswerAsync(agent, request, new() { Refused = GrantRefusal.Store });
        await WaitAsync(asked);
        await AnswerAsync(agent, request, new() { Sealed = SealedFor(request, "too late") });
        _label = first;
        await HeardAsync(agent);
        Assert.That((string?)(await ReadAsync(asked))["state"], Is.EqualTo("refused"));
    }

    [Test]
    public async Task Credentials_that_have_ended_are_not_shown_and_soon_not_kept()
    {
        await using var agent = await ConnectAsync();
        var asked = await AskAsync();
        var request = await agent.NextAsync(message => message.GrantRequest);
        await AnswerAsync(agent, request, new() { Sealed = SealedFor(request, "the credentials") });
        await WaitAsync(asked);

        await _controlPlane.Database.ExecuteAsync($"update grants set expires_at = now() where id = '{asked["id"]}'");
        var grant = await ReadAsync(asked);
        await AskAsync();

        Assert.That((string?)grant["state"], Is.EqualTo("expired"));
        Assert.That(grant["sealed"], Is.Null);
        Assert.That(await _controlPlane.Database.ExecuteAsync($"select sealed is null from grants where id = '{asked["id"]}'"), Is.True);
    }

    [TestCase("access", "delete", "access must be")]
    [TestCase("prefix", "s3://results/customers", "must end with /")]
    [TestCase("prefix", "s3://results/*/", "cannot hold")]
    [TestCase("prefix", "file:///data/", "object store")]
    [TestCase("prefix", "ftp://results/", "must begin with one of")]
    [TestCase("lifetime", "5m", "15m to 12h")]
    [TestCase("lifetime", "13h", "15m to 12h")]
    [TestCase("recipientKey", "AAAA", "P-256")]
    public async Task What_cannot_be_granted_is_refused_at_once(string key, string value, string why)
    {
        var body = Body();
        body[key] = value;

        using var answer = await Http.PostAsync(Grants, JsonContent.Create(body));

        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
        Assert.That((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"], Does.Contain(why));
    }

    [Test]
    public async Task A_box_beyond_the_bounds_ends_the_stream()
    {
        await using var agent = await ConnectAsync();
        await agent.SendAsync(new() { GrantAnswer = new() { GrantId = $"{Guid.NewGuid()}", Sealed = new() { Sealed = ByteString.CopyFrom(new byte[16 * 1024 + 1]) } } });

        Assert.That((await agent.EndAsync()).Status.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }

    [Test]
    public async Task They_are_listed_newest_first_by_pages()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add((string)(await AskAsync())["id"]!);

        var first = (await Http.ReadAsync($"{Grants}?limit=2")).Json;
        var second = (await Http.ReadAsync($"{Grants}?limit=1&cursor={first["nextCursor"]}")).Json;

        Assert.That(first["items"]!.AsArray().Select(item => (string)item!["id"]!), Is.EqualTo(new[] { ids[2], ids[1] }));
        Assert.That((string)second["items"]![0]!["id"]!, Is.EqualTo(ids[0]));
    }

    private async Task<ScriptedAgent> ConnectAsync()
    {
        var agent = ScriptedAgent.Dial(_controlPlane.Address, _token, _controlPlane.NewHandler());
        await agent.SendAsync(Messages.Hello(new(Guid.NewGuid(), _label, Guid.NewGuid())));
        await agent.NextAsync(message => message.Welcome);
        return agent;
    }

    private JsonObject Body() => new()
    {
        ["agent"] = _label,
        ["access"] = "read",
        ["prefix"] = Prefix,
        ["lifetime"] = "30m",
        ["recipientKey"] = Convert.ToBase64String(_recipient.ExportSubjectPublicKeyInfo()),
    };

    private async Task<JsonNode> AskAsync()
    {
        using var answer = await Http.PostAsync(Grants, JsonContent.Create(Body()));
        Assert.That((int)answer.StatusCode, Is.EqualTo(201));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<JsonNode> ReadAsync(JsonNode grant) => (await Http.ReadAsync($"{Grants}/{grant["id"]}")).Json;

    private async Task<JsonNode> WaitAsync(JsonNode grant) => (await Http.ReadAsync($"{Grants}/{grant["id"]}?wait=20")).Json;

    private static Task AnswerAsync(ScriptedAgent agent, GrantRequest request, GrantAnswer answer)
    {
        answer.GrantId = request.GrantId;
        return agent.SendAsync(new() { GrantAnswer = answer });
    }

    // The stream is read in order: once something later was handled, so was what came before.
    private async Task HeardAsync(ScriptedAgent agent)
    {
        var grant = await AskAsync();
        GrantRequest request;
        do
            request = await agent.NextAsync(message => message.GrantRequest); // an earlier one may come again
        while (request.GrantId != (string?)grant["id"]);
        await AnswerAsync(agent, request, new() { Refused = GrantRefusal.Invalid });
        Assert.That((string?)(await WaitAsync(grant))["state"], Is.EqualTo("refused"));
    }

    private SealedGrant SealedFor(GrantRequest request, string message)
    {
        using var recipient = SealedBox.ReadRecipient(request.RecipientKey.Span)!;
        var context = GrantContext.Of(Guid.Parse(request.GrantId), "read", request.Prefix);
        return new()
        {
            Sealed = ByteString.CopyFrom(SealedBox.Seal(recipient, context, Encoding.UTF8.GetBytes(message))),
            ExpiresAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddMinutes(30)),
        };
    }
}
