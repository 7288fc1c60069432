using System.Diagnostics;
using Freehold.EmbeddedPostgres;
using Freehold.Testing;
using Npgsql;

namespace Freehold.ControlPlane.Tests.Startup;

/// <summary>Tokens, good and bad, go in and out; then everything that stays is searched for them.</summary>
public sealed class When_secrets_pass_through
{
    [Test]
    public async Task None_is_in_the_log_and_none_in_a_dump_of_the_database()
    {
        using var folder = new TemporaryFolder();
        var state = folder["state"];
        await using var controlPlane = await ControlPlaneProcess.StartAsync(
            state, "--logging:level=trace", "--logging:librarylevel=trace", "--logging:format=json");
        using var owner = await controlPlane.NewClientAsync();

        // 1. Every way on which a token goes.
        var secrets = new List<string> { owner.DefaultRequestHeaders.Authorization!.Parameter! };
        secrets.Add((string)(await owner.SendJsonAsync("/api/v1/tokens", new { name = "script", role = "viewer" })).Json["token"]!);
        secrets.Add((string)(await owner.AddAgentAsync("eu-bank"))["token"]!);
        secrets.Add((string)(await owner.SendJsonAsync("/api/v1/agents/eu-bank/tokens")).Json["token"]!);
        secrets.Add("fh_CanaryCanaryCanaryCanaryCanaryCanaryCanaryC");
        using (var stranger = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me"))
        {
            stranger.Headers.Authorization = new("Bearer", secrets[^1]);
            (await owner.SendAsync(stranger).InTime()).Dispose();
        }

        secrets.Add((await File.ReadAllTextAsync(Path.Combine(state, "postgres.password"))).Trim());
        await owner.SubmitAsync(Requests.Document());

        // 2. What stays: the dump while it runs, the log when it has stopped.
        var dump = await DumpAsync(state);
        Assert.That(await controlPlane.StopAsync(), Is.Zero);
        var log = controlPlane.Output;

        Assert.That(dump, Does.Contain("eu-bank"), "the dump is one");
        Assert.That(log, Does.Contain("eu-bank"), "the log is one");
        foreach (var secret in secrets)
        {
            // Of a signed token the signature is the secret part.
            var part = secret.Split('.')[^1];
            Assert.That(log, Does.Not.Contain(part));
            Assert.That(dump, Does.Not.Contain(part));
        }
    }

    private static async Task<string> DumpAsync(string state)
    {
        var server = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = PostmasterFile.Read(Path.Combine(state, "postgres", "data"))!.Port,
            Username = "freehold",
            Password = (await File.ReadAllTextAsync(Path.Combine(state, "postgres.password"))).Trim(),
            Database = "postgres",
        };
        // The bundled PostgreSQL has no pg_dump, and that of the system does not read newer servers: every row does as well.
        return BundledPostgres.Folder is null ? await PgDumpAsync(server) : await EveryRowAsync(server);
    }

    private static async Task<string> PgDumpAsync(NpgsqlConnectionStringBuilder server)
    {
        var start = new ProcessStartInfo("pg_dump", [$"--host={server.Host}", $"--port={server.Port}", $"--username={server.Username}", server.Database!])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["PGPASSWORD"] = server.Password;
        using var process = Process.Start(start)!;
        var dump = await process.StandardOutput.ReadToEndAsync().InTime();
        await process.WaitForExitAsync().InTime();
        Assert.That(process.ExitCode, Is.Zero);
        return dump;
    }

    private static async Task<string> EveryRowAsync(NpgsqlConnectionStringBuilder server)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand("select database_to_xml(true, false, '')::text");
        return (string)(await command.ExecuteScalarAsync().InTime())!;
    }
}
