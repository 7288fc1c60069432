using Freehold.Agent.Tests.Networks;
using Freehold.Agent.Tests.ScriptedControlPlane;

namespace Freehold.Agent.Tests.Startup;

public sealed class When_somebody_looks_for_secrets : AgentProgram
{
    private const string Canary = "canary";

    [Test]
    public async Task None_is_in_logs_arguments_journal_or_work_folders()
    {
        Worker.Does(FakeWorker.RunsUntilReleased);
        await using var proxy = new TestProxy("agent:canary-password");
        var agent = StartAgent("--logging:level=trace", "--logging:librarylevel=trace", $"--controlplane:proxy=http://agent:{Canary}-password@127.0.0.1:{proxy.Port}");
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        Assert.That(stream.Authorization, Is.EqualTo($"Bearer {Token}"));
        var attempt = await stream.StartAsync();
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);

        Assert.That(await File.ReadAllTextAsync($"/proc/{Worker.Calls.Single()}/environ"), Does.Not.Contain(Canary));
        foreach (var file in Directory.EnumerateFiles(Folder["state"], "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("/lock", StringComparison.Ordinal)))
            Assert.That(await File.ReadAllTextAsync(file), Does.Not.Contain(Canary), file);

        Worker.Release();
        await stream.NextTerminalAsync(attempt);
        stream.Cut();
        await ControlPlane.NextWelcomedStreamAsync();
        await agent.TerminateAsync();
        Assert.That(agent.Output, Is.Not.Empty.And.None.Contain(Canary));
    }
}
