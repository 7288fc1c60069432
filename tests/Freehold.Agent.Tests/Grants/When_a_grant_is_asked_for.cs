using System.Security.Cryptography;
using System.Text.Json;
using Freehold.Agent.Grants;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.JobContract.Sealing;
using Freehold.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Freehold.Agent.Tests.Grants;

/// <summary>The agent's owner decides; what is made is for the recipient alone.</summary>
public sealed class When_a_grant_is_asked_for : AgentAndControlPlane, IDisposable
{
    private const string Secret = "canary-secret-access-key";

    private readonly ECDiffieHellman _recipient = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly ScriptedIssuer _issuer = new();

    [SetUp]
    public void TakeIssuer() => Replace = services => services.Replace(ServiceDescriptor.Singleton<IGrantIssuer>(_issuer));

    public void Dispose() => _recipient.Dispose();

    [Test]
    public async Task What_the_owner_allows_is_made_and_sealed()
    {
        var stream = await StartAsync("--grants:read=s3://results/", "--grants:recipients=any");

        var request = Request("s3://results/customers/");
        var answer = await AskAsync(stream, request);

        var context = GrantContext.Of(Guid.Parse(request.GrantId), "read", request.Prefix);
        Assert.That(SealedBox.TryOpen(_recipient, context, answer.Sealed.Sealed.Span, out var message), Is.True);
        Assert.That(JsonSerializer.Deserialize<Dictionary<string, string>>(message)!["SecretAccessKey"], Is.EqualTo(Secret));
        Assert.That(answer.Sealed.ExpiresAt.ToDateTimeOffset(), Is.EqualTo(_issuer.ExpiresAt));
        Assert.That(Agent.Log.Lines.Select(line => line.Message), Has.None.Contains(Secret));
    }

    [Test]
    public async Task Nothing_is_granted_unless_it_is_allowed()
    {
        var stream = await StartAsync("--grants:recipients=any");

        Assert.That((await AskAsync(stream, Request("s3://results/customers/"))).Refused, Is.EqualTo(GrantRefusal.NotAllowed));
        Assert.That(_issuer.Orders, Is.Empty);
    }

    [TestCase("s3://results/customers/", GrantAccess.Write, GrantRefusal.NotAllowed, TestName = "Reading_is_not_writing")]
    [TestCase("s3://results-of-others/", GrantAccess.Read, GrantRefusal.NotAllowed, TestName = "A_longer_name_is_another_bucket")]
    [TestCase("s3://", GrantAccess.Read, GrantRefusal.Invalid, TestName = "Not_more_than_the_allowed_prefix")]
    [TestCase("s3://results/../secrets/", GrantAccess.Read, GrantRefusal.Invalid, TestName = "No_way_out_by_dots")]
    [TestCase("s3://results/*/", GrantAccess.Read, GrantRefusal.Invalid, TestName = "No_glob")]
    [TestCase("s3://results/customers", GrantAccess.Read, GrantRefusal.Invalid, TestName = "No_half_a_name")]
    [TestCase("s3://results/customers/", GrantAccess.Unspecified, GrantRefusal.Invalid, TestName = "Not_without_saying_what_for")]
    public async Task It_is_refused(string prefix, GrantAccess access, GrantRefusal why)
    {
        var stream = await StartAsync("--grants:read=s3://results/", "--grants:recipients=any");
        var request = Request(prefix);
        request.Access = access;

        Assert.That((await AskAsync(stream, request)).Refused, Is.EqualTo(why));
        Assert.That(_issuer.Orders, Is.Empty);
    }

    [Test]
    public async Task Only_the_keys_that_the_owner_trusts_are_sealed_for()
    {
        var trusted = Convert.ToHexStringLower(SHA256.HashData(_recipient.ExportSubjectPublicKeyInfo()));
        var stream = await StartAsync("--grants:read=s3://results/", $"--grants:recipients={trusted}");
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var request = Request("s3://results/customers/");
        request.RecipientKey = ByteString.CopyFrom(other.ExportSubjectPublicKeyInfo());

        Assert.That((await AskAsync(stream, request)).Refused, Is.EqualTo(GrantRefusal.Recipient));
        Assert.That((await AskAsync(stream, Request("s3://results/customers/"))).OutcomeCase, Is.EqualTo(GrantAnswer.OutcomeOneofCase.Sealed));
    }

    [Test]
    public async Task A_longer_life_than_the_owner_allows_is_cut()
    {
        var stream = await StartAsync("--grants:read=s3://results/", "--grants:recipients=any", "--grants:longestlifetime=20m");

        await AskAsync(stream, Request("s3://results/customers/"));

        Assert.That(_issuer.Orders.Single().Lifetime, Is.EqualTo(TimeSpan.FromMinutes(20)));
    }

    [Test]
    public async Task A_store_that_refuses_is_told_and_the_next_request_is_served()
    {
        var stream = await StartAsync("--grants:read=s3://results/", "--grants:recipients=any");

        _issuer.Refusal = GrantRefusal.Store;
        Assert.That((await AskAsync(stream, Request("s3://results/customers/"))).Refused, Is.EqualTo(GrantRefusal.Store));
        _issuer.Refusal = null;
        Assert.That((await AskAsync(stream, Request("s3://results/customers/"))).Sealed, Is.Not.Null);
    }

    private async Task<ScriptedStream> StartAsync(params string[] settings)
    {
        await StartAgentAsync(settings);
        return await ControlPlane.NextWelcomedStreamAsync();
    }

    private GrantRequest Request(string prefix) => new()
    {
        GrantId = Guid.CreateVersion7().ToString("D"),
        Access = GrantAccess.Read,
        Prefix = prefix,
        Lifetime = Duration.FromTimeSpan(TimeSpan.FromMinutes(45)),
        RecipientKey = ByteString.CopyFrom(_recipient.ExportSubjectPublicKeyInfo()),
        RequestedBy = "a test",
    };

    private static async Task<GrantAnswer> AskAsync(ScriptedStream stream, GrantRequest request)
    {
        await stream.SendAsync(new() { GrantRequest = request });
        return (await stream.NextAsync(message => message.GrantAnswer?.GrantId == request.GrantId)).GrantAnswer;
    }

    private sealed class ScriptedIssuer : IGrantIssuer
    {
        public List<GrantOrder> Orders { get; } = [];

        public GrantRefusal? Refusal { get; set; }

        public DateTimeOffset ExpiresAt { get; } = DateTimeOffset.FromUnixTimeSeconds(1_900_000_000);

        public Task<GrantedCredentials> IssueAsync(GrantOrder order, CancellationToken cancellationToken)
        {
            Orders.Add(order);
            return Refusal is { } refusal
                ? throw new GrantRefusedException(refusal)
                : Task.FromResult(new GrantedCredentials(new Dictionary<string, string> { ["SecretAccessKey"] = Secret }, ExpiresAt));
        }
    }
}
