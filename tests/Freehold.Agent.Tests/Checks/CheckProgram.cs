using System.Text.Json;
using Freehold.Agent.Tests.ScriptedControlPlane;

namespace Freehold.Agent.Tests.Checks;

/// <summary>The program <c>freehold-agent check</c> with its surroundings, for one test.</summary>
public abstract class CheckProgram
{
    private protected const string Token = "canary-token-of-the-check";

    private ControlPlaneScript? _controlPlane;

    private protected TemporaryFolder Folder { get; } = new();

    private protected TestAuthority Authority { get; } = new();

    private protected ControlPlaneScript ControlPlane => _controlPlane!;

    /// <summary>Settings that the program is given by its environment.</summary>
    private protected Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    [SetUp]
    public async Task StartControlPlane()
    {
        _controlPlane = await ControlPlaneScript.StartAsync(Authority.Issue());
        await File.WriteAllTextAsync(Folder["ca.pem"], Authority.Pem);
        await File.WriteAllTextAsync(Folder["token"], Token);
        await File.WriteAllTextAsync(Folder["worker"], "#!/bin/sh\n");
        Environment["FREEHOLD_CONTROLPLANE__ENDPOINT"] = $"https://localhost:{ControlPlane.Port}";
        Environment["FREEHOLD_CONTROLPLANE__TOKENFILE"] = Folder["token"];
        Environment["FREEHOLD_CONTROLPLANE__CAFILE"] = Folder["ca.pem"];
        Environment["FREEHOLD_CONTROLPLANE__CONNECTTIMEOUT"] = "5s";
        Environment["FREEHOLD_AGENT__LABEL"] = "test-agent";
        Environment["FREEHOLD_AGENT__STATEDIRECTORY"] = Folder["state"];
        Environment["FREEHOLD_EXECUTOR__KIND"] = "process";
        Environment["FREEHOLD_EXECUTOR__WORKERPATH"] = Folder["worker"];
    }

    [TearDown]
    public async Task EndEverything()
    {
        await ControlPlane.DisposeAsync();
        Authority.Dispose();
        Folder.Dispose();
    }

    /// <summary>Runs it to its end. Nothing that it prints holds the token, whatever it finds.</summary>
    private protected async Task<CheckAnswer> CheckAsync(params IReadOnlyList<string> arguments)
    {
        await using var program = AgentProcess.Start(Environment, ["check", "--report", Folder["report.json"], .. arguments]);
        var exitCode = await program.ExitAsync();
        var printed = string.Join('\n', program.Output);
        var report = await File.ReadAllTextAsync(Folder["report.json"]);

        Assert.That(printed + report, Does.Not.Contain("canary"));
        return new(exitCode, printed, JsonDocument.Parse(report).RootElement);
    }

    /// <summary>The same, while the control plane welcomes whoever comes.</summary>
    private protected async Task<CheckAnswer> CheckWelcomedAsync(TimeSpan clock = default, params IReadOnlyList<string> arguments)
    {
        var welcoming = WelcomeAsync(clock);
        var answer = await CheckAsync(arguments);
        await welcoming;
        return answer;
    }

    private async Task WelcomeAsync(TimeSpan clock)
    {
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(clock: DateTimeOffset.UtcNow + clock);
        await stream.NextAsync(message => message.Goodbye is not null);
        stream.Close();
    }
}
