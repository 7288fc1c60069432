using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Freehold.Cli.Tests.Programs;

namespace Freehold.Cli.Tests.SignIn;

public sealed class When_somebody_signs_in
{
    private const string Me = """{"organization":"acme","role":"owner","projects":["risk"]}""";

    [Test]
    public async Task The_sign_in_is_remembered_for_its_owner_alone()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, before) =>
            Answers.JsonAsync(context, before == 0 ? Me : """{"items":[]}"""));
        using var freehold = new FreeholdProgram();

        var login = await freehold.RunAsync("login", controlPlane.Address.ToString(), "--token-file", freehold.WriteFile("token", "the-token\n"));
        var list = await freehold.RunAsync("jobs", "list");

        Assert.Multiple(() =>
        {
            Assert.That(login.Code, Is.Zero, login.Error);
            Assert.That(list.Code, Is.Zero, list.Error);
            Assert.That(File.GetUnixFileMode(freehold.SignInFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(controlPlane.Seen[1].Headers["Authorization"], Is.EqualTo("Bearer the-token"));
            Assert.That(controlPlane.Seen[1].Path, Does.StartWith("/api/v1/projects/risk/jobs?"));
        });
    }

    [Test]
    public async Task A_token_that_is_refused_is_not_remembered()
    {
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.ProblemAsync(context, 401, "Unknown token"));
        using var freehold = new FreeholdProgram();

        var login = await freehold.RunAsync("login", controlPlane.Address.ToString(), "--token-file", freehold.WriteFile("token", "wrong-token"));

        Assert.That(login.Code, Is.EqualTo(3));
        Assert.That(login.Error, Does.Not.Contain("wrong-token"));
        Assert.That(File.Exists(freehold.SignInFile), Is.False);
    }

    [Test]
    public async Task A_private_CA_is_trusted_only_when_it_is_named()
    {
        using var ours = Certificate();
        using var other = Certificate();
        await using var controlPlane = await ScriptedControlPlane.StartAsync((context, _) => Answers.JsonAsync(context, Me), ours);
        using var freehold = new FreeholdProgram();
        var (address, token) = (controlPlane.Address.ToString(), freehold.WriteFile("token", "the-token"));

        var unnamed = await freehold.RunAsync("login", address, "--token-file", token);
        var wrong = await freehold.RunAsync("login", address, "--token-file", token, "--ca-file", freehold.WriteFile("other.pem", other.ExportCertificatePem()));
        var right = await freehold.RunAsync("login", address, "--token-file", token, "--ca-file", freehold.WriteFile("ours.pem", ours.ExportCertificatePem()));

        Assert.Multiple(() =>
        {
            Assert.That(unnamed.Code, Is.EqualTo(4), unnamed.Error);
            Assert.That(unnamed.Error, Does.Contain("is not trusted").And.Contain("--ca-file"));
            Assert.That(wrong.Code, Is.EqualTo(4), wrong.Error);
            Assert.That(right.Code, Is.Zero, right.Error);
            Assert.That(controlPlane.Seen, Has.Count.EqualTo(1), "no token was sent to a server that is not trusted");
        });
    }

    [TestCase("http://freehold.example.com", "Use https")]
    [TestCase("ftp://freehold.example.com", "is not an address")]
    public async Task An_address_that_a_token_must_not_go_to_is_refused(string address, string words)
    {
        using var freehold = new FreeholdProgram();

        var login = await freehold.RunAsync("login", address, "--token-file", freehold.WriteFile("token", "the-token"));

        Assert.That((login.Code, login.Error), Is.EqualTo((2, login.Error)));
        Assert.That(login.Error, Does.Contain(words));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
