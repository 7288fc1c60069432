using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Freehold.ControlPlane.Identity;

namespace Freehold.ControlPlane.Tests.Identity;

public sealed class When_agent_tokens_meet_another_implementation : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Es256Jwt _jwt;

    public When_agent_tokens_meet_another_implementation()
    {
        _jwt = new(_key);
    }

    public void Dispose() => _key.Dispose();

    [Test]
    public async Task It_accepts_what_we_sign()
    {
        var token = _jwt.Sign(new JsonObject { ["iss"] = "freehold", ["aud"] = "gateway", ["sub"] = "grün", ["exp"] = Soon() });

        var answer = await JosePeer.AskAsync(Verify(token));

        Assert.That((string?)answer["payload"]?["sub"], Is.EqualTo("grün"));
        Assert.That((string?)answer["header"]?["kid"], Is.EqualTo(_jwt.KeyId));
    }

    [Test]
    public async Task It_refuses_what_we_signed_once_a_letter_has_changed()
    {
        var token = _jwt.Sign(new JsonObject { ["iss"] = "freehold", ["aud"] = "gateway", ["sub"] = "a", ["exp"] = Soon() });
        var parts = token.Split('.');
        var other = Base64Url.EncodeToString("""{"iss":"freehold","aud":"gateway","sub":"b"}"""u8);

        var answer = await JosePeer.AskAsync(Verify($"{parts[0]}.{other}.{parts[2]}"));

        Assert.That((string?)answer["refused"], Is.EqualTo("ERR_JWS_SIGNATURE_VERIFICATION_FAILED"));
        Assert.That(_jwt.TryVerify($"{parts[0]}.{other}.{parts[2]}", out _), Is.False);
    }

    [Test]
    public async Task We_accept_what_it_signs()
    {
        var token = await SignAsync(new JsonObject { ["alg"] = "ES256", ["kid"] = _jwt.KeyId }, new JsonObject { ["sub"] = "grün", ["exp"] = 4_000_000_000 });

        Assert.That(_jwt.TryVerify(token, out var claims), Is.True);
        Assert.That(Es256Jwt.Text(claims, "sub"), Is.EqualTo("grün"));
        Assert.That(Es256Jwt.Time(claims, "exp"), Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(4_000_000_000)));
    }

    [Test]
    public async Task We_refuse_what_it_signs_for_another_key()
    {
        var token = await SignAsync(new JsonObject { ["alg"] = "ES256", ["kid"] = "another" }, []);

        Assert.That(_jwt.TryVerify(token, out _), Is.False);
    }

    [Test]
    public async Task Both_call_the_key_the_same()
    {
        var answer = await JosePeer.AskAsync(new JsonObject { ["do"] = "thumbprint", ["jwk"] = PublicKey() });

        Assert.That((string?)answer["thumbprint"], Is.EqualTo(_jwt.KeyId));
    }

    private async Task<string> SignAsync(JsonObject header, JsonObject payload)
    {
        var answer = await JosePeer.AskAsync(new JsonObject
        {
            ["do"] = "sign",
            ["privateKey"] = _key.ExportPkcs8PrivateKeyPem(),
            ["header"] = header,
            ["payload"] = payload,
        });
        return (string)answer["token"]!;
    }

    private JsonObject Verify(string token) => new()
    {
        ["do"] = "verify",
        ["token"] = token,
        ["jwk"] = PublicKey(),
        ["issuer"] = "freehold",
        ["audience"] = "gateway",
    };

    private JsonObject PublicKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new()
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    private static long Soon() => DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds();
}
