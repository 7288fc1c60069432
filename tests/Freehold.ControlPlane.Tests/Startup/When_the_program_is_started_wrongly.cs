using System.Diagnostics;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Startup;

/// <summary>The program itself, as a shell sees it.</summary>
public sealed class When_the_program_is_started_wrongly
{
    [Test]
    public async Task It_tells_every_problem_at_once_and_exits_with_78()
    {
        var (exitCode, error) = await RunAsync(
            ["--endpoint:listn=https://127.0.0.1:0", "--database:starttimeout=soon", "stray"],
            ("FREEHOLD_IDENTITY__AGENTTOKENLIFETIME", "1s"), ("FREEHOLD_DATABASE_STATEDIRECTORY", "/tmp/x"));

        Assert.That(exitCode, Is.EqualTo(78));
        Assert.That(error, Does.Contain("5 problems"));
        Assert.That(error, Does.Contain("endpoint:listn (command line): unknown key; did you mean Endpoint:Listen?"));
        Assert.That(error, Does.Contain("Database:StartTimeout (command line): must be a duration"));
        Assert.That(error, Does.Contain("Identity:AgentTokenLifetime: must be 1h to 366d"));
        Assert.That(error, Does.Contain("FREEHOLD_DATABASE_STATEDIRECTORY: section and key must be separated by two underscores"));
        Assert.That(error, Does.Contain("stray: must have the form --section:key=value"));
    }

    [Test]
    public async Task A_database_elsewhere_needs_keys_that_all_replicas_share()
    {
        var (exitCode, error) = await RunAsync([], ("FREEHOLD_DATABASE__CONNECTIONSTRING", "Host=127.0.0.1;Password=canary-78"));

        Assert.That(exitCode, Is.EqualTo(78));
        Assert.That(error, Does.Contain("Endpoint:Certificate: is required").And.Contain("Identity:SigningKeyFile: is required"));
        Assert.That(error, Does.Not.Contain("canary-78"));
    }

    [Test]
    public async Task A_database_that_does_not_answer_is_told_without_a_stack_trace_and_exits_with_69()
    {
        using var folder = new TemporaryFolder();
        using (var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256))
            await File.WriteAllTextAsync(folder["signing.key"], key.ExportPkcs8PrivateKeyPem());
        new ControlPlane.Endpoint.PrivateAuthority(folder.Path, TimeProvider.System).ServerCertificate(["localhost"]).Dispose();

        // Port 1 answers nobody.
        var (exitCode, error) = await RunAsync(
            [
                "--database:starttimeout=1s", $"--endpoint:certificate={folder["server.pem"]}", $"--endpoint:key={folder["server.key"]}",
                $"--identity:signingkeyfile={folder["signing.key"]}",
            ],
            ("FREEHOLD_DATABASE__CONNECTIONSTRING", "Host=127.0.0.1;Port=1;Username=u;Password=canary-69"));

        Assert.That(exitCode, Is.EqualTo(69));
        Assert.That(error, Does.StartWith("PostgreSQL at 127.0.0.1:1 did not answer within 1 s"));
        Assert.That(error, Does.Not.Contain("canary-69").And.Not.Contain("   at "));
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(ControlPlaneProcess.Program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync().InTime();
        await process.WaitForExitAsync().InTime();
        await output.InTime();
        return (process.ExitCode, error);
    }
}
