using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Freehold.ControlPlane.Identity;

namespace Freehold.ControlPlane.Tests.Identity;

/// <summary>Tokens made to fool a careless reader.</summary>
public sealed class Es256JwtTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Es256Jwt _jwt;

    public Es256JwtTests()
    {
        _jwt = new(_key);
    }

    public void Dispose() => _key.Dispose();

    [Test]
    public void A_token_of_our_own_is_accepted()
    {
        Assert.That(_jwt.TryVerify(_jwt.Sign(new JsonObject { ["sub"] = "x" }), out var claims), Is.True);
        Assert.That(Es256Jwt.Text(claims, "sub"), Is.EqualTo("x"));
    }

    [Test]
    public void A_token_that_asks_for_no_check_is_refused()
    {
        Assert.That(_jwt.TryVerify($"{Part($$"""{"alg":"none","kid":"{{_jwt.KeyId}}"}""")}.{Part("""{"sub":"x"}""")}.", out _), Is.False);
    }

    [Test]
    public void A_token_signed_with_the_public_key_as_a_password_is_refused()
    {
        var signed = $"{Part($$"""{"alg":"HS256","kid":"{{_jwt.KeyId}}"}""")}.{Part("""{"sub":"x"}""")}";
        var mac = HMACSHA256.HashData(Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(signed));

        Assert.That(_jwt.TryVerify($"{signed}.{Base64Url.EncodeToString(mac)}", out _), Is.False);
    }

    [TestCase("""{"alg":"ES384","kid":"KID"}""")]
    [TestCase("""{"alg":"es256","kid":"KID"}""")]
    [TestCase("""{"alg":["ES256"],"kid":"KID"}""")]
    [TestCase("""{"alg":"ES256"}""")]
    [TestCase("""{"alg":"ES256","kid":"KID","crit":["exp"]}""")]
    [TestCase("""{"alg":"none","alg":"ES256","kid":"KID"}""")]
    [TestCase("""["ES256"]""")]
    [TestCase("""{""")]
    public void A_header_other_than_ours_is_refused_even_with_a_good_signature(string header)
    {
        Assert.That(_jwt.TryVerify(SignedBy(_key, header.Replace("KID", _jwt.KeyId, StringComparison.Ordinal), """{"sub":"x"}"""), out _), Is.False);
    }

    [Test]
    public void A_signature_of_another_key_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.That(_jwt.TryVerify(SignedBy(other, $$"""{"alg":"ES256","kid":"{{_jwt.KeyId}}"}""", """{"sub":"x"}"""), out _), Is.False);
    }

    [TestCase("""{"sub":"x","sub":"y"}""")]
    [TestCase("""["x"]""")]
    [TestCase("""x""")]
    public void A_payload_that_can_be_read_in_two_ways_is_refused(string payload)
    {
        Assert.That(_jwt.TryVerify(SignedBy(_key, $$"""{"alg":"ES256","kid":"{{_jwt.KeyId}}"}""", payload), out _), Is.False);
    }

    [Test]
    public void Text_that_is_no_token_is_refused(
        [Values("", ".", "..", "...", "a.b.c", "fh_x", "\0.\0.\0", "ä.ö.ü")] string text)
    {
        Assert.That(_jwt.TryVerify(text, out _), Is.False);
    }

    [Test]
    public void A_token_of_unreasonable_length_is_refused()
    {
        Assert.That(_jwt.TryVerify(_jwt.Sign(new JsonObject { ["sub"] = new string('x', 10_000) }), out _), Is.False);
    }

    private static string SignedBy(ECDsa key, string header, string payload)
    {
        var signed = $"{Part(header)}.{Part(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
