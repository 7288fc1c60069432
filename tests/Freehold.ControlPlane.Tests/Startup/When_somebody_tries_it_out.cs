using System.Net;
using Freehold.EmbeddedPostgres;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Startup;

/// <summary>No settings but a state directory: a PostgreSQL, keys, a certificate and an owner are made.</summary>
public sealed class When_somebody_tries_it_out
{
    private TemporaryFolder _folder = null!;

    private string State => _folder["state"];

    private string Data => Path.Combine(State, "postgres", "data");

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public async Task It_works_at_once_and_leaves_nothing_running()
    {
        int exitCode;
        PostmasterFile postmaster;
        await using (var controlPlane = await ControlPlaneProcess.StartAsync(State))
        {
            using var owner = await controlPlane.NewClientAsync();
            Assert.That((await owner.ReadAsync("/api/v1/me")).Status, Is.EqualTo(HttpStatusCode.OK));
            postmaster = PostmasterFile.Read(Data)!;

            exitCode = await controlPlane.StopAsync();
        }

        Assert.That(exitCode, Is.Zero);
        Assert.That(PostmasterFile.Read(Data), Is.Null);
        Assert.That(postmaster.IsAlive(Data), Is.False);
    }

    [Test]
    public async Task Killed_it_leaves_its_database_and_the_next_start_goes_on_with_it()
    {
        PostmasterFile postmaster;
        await using (var killed = await ControlPlaneProcess.StartAsync(State))
        {
            using var owner = await killed.NewClientAsync();
            await owner.AddAgentAsync("eu-bank");
            await owner.SubmitAsync(Requests.Document(), "k");
            postmaster = PostmasterFile.Read(Data)!;
            await killed.KillAsync();
        }

        Assert.That(postmaster.IsAlive(Data), Is.True);

        await using var next = await ControlPlaneProcess.StartAsync(State);
        using var again = await next.NewClientAsync();
        Assert.That((await again.ReadAsync(Requests.Jobs)).Items, Has.Count.EqualTo(1));
        Assert.That(PostmasterFile.Read(Data), Is.EqualTo(postmaster));
        Assert.That(next.Output, Does.Contain("left by a process that was killed"));

        Assert.That(await next.StopAsync(), Is.Zero);
        Assert.That(postmaster.IsAlive(Data), Is.False);
    }

    [Test]
    public async Task Killed_together_with_its_database_it_recovers_every_job()
    {
        await using (var killed = await ControlPlaneProcess.StartAsync(State))
        {
            using var owner = await killed.NewClientAsync();
            await owner.AddAgentAsync("eu-bank");
            Assert.That((await owner.SubmitAsync(Requests.Document())).Status, Is.EqualTo(HttpStatusCode.Created));
            await killed.KillAsync();
            using var kill = System.Diagnostics.Process.Start("kill", ["-9", $"{PostmasterFile.Read(Data)!.ProcessId}"]);
            await kill.WaitForExitAsync().InTime();
        }

        await using var next = await ControlPlaneProcess.StartAsync(State);
        using var again = await next.NewClientAsync();
        Assert.That((await again.ReadAsync(Requests.Jobs)).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_second_one_on_the_same_state_is_turned_away()
    {
        await using var first = await ControlPlaneProcess.StartAsync(State);

        var start = new System.Diagnostics.ProcessStartInfo(ControlPlaneProcess.Program, [$"--database:statedirectory={State}"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var second = System.Diagnostics.Process.Start(start)!;
        var error = await second.StandardError.ReadToEndAsync().InTime();
        await second.WaitForExitAsync().InTime();

        Assert.That(second.ExitCode, Is.EqualTo(78));
        Assert.That(error, Does.Contain("Another control plane may be using it"));
    }

    [Test]
    public async Task An_owners_token_that_is_there_already_is_taken()
    {
        const string Token = "fh_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";
        Directory.CreateDirectory(State, (UnixFileMode)0b111_001_001);
        await File.WriteAllTextAsync(Path.Combine(State, "owner.token"), Token + "\n");

        await using var controlPlane = await ControlPlaneProcess.StartAsync(State);
        using var owner = await controlPlane.NewClientAsync();

        Assert.That(owner.DefaultRequestHeaders.Authorization!.Parameter, Is.EqualTo(Token));
        Assert.That((await owner.ReadAsync("/api/v1/me")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Its_secrets_are_for_its_user_alone()
    {
        await using var controlPlane = await ControlPlaneProcess.StartAsync(State);

        foreach (var secret in (string[])["owner.token", "agent-tokens.key", "ca.key", "server.key", "postgres.password"])
        {
            Assert.That(File.GetUnixFileMode(Path.Combine(State, secret)), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), secret);
        }
    }

    [Test]
    public async Task Below_a_directory_that_the_databases_user_cannot_enter_its_data_goes_elsewhere()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("only root gives the database another user");

        var hidden = _folder["hidden"];
        Directory.CreateDirectory(hidden, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var state = Path.Combine(hidden, "state");
        string elsewhere;
        await using (var controlPlane = await ControlPlaneProcess.StartAsync(state))
        {
            elsewhere = (await File.ReadAllTextAsync(Path.Combine(state, "postgres.location"))).Trim();
            Assert.That(elsewhere, Does.StartWith("/var/lib/freehold/"));
            Assert.That(controlPlane.Output, Does.Contain(elsewhere));
        }

        try
        {
            await using var again = await ControlPlaneProcess.StartAsync(state);
            using var owner = await again.NewClientAsync();
            Assert.That((await owner.ReadAsync("/api/v1/me")).Status, Is.EqualTo(HttpStatusCode.OK));
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }
}
