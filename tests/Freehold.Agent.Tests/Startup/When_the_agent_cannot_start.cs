namespace Freehold.Agent.Tests.Startup;

public sealed class When_the_agent_cannot_start : AgentProgram
{
    private const int Configuration = 78;
    private const int InUse = 75;

    [Test]
    public async Task Every_problem_of_the_configuration_is_told_at_once()
    {
        var agent = StartAgent(
            "--controlplane:endpoint=http://control-plane.example", "--agent:maxconcurrent=many",
            "--executor:workerpth=/x", "--health:listen=https://0.0.0.0:1", "--outbox:maxbytes=1", "--executor:passenvironment=FREEHOLD_CONTROLPLANE__TOKEN");

        Assert.That(await agent.ExitAsync(), Is.EqualTo(Configuration));
        var output = string.Join('\n', agent.Output);
        Assert.Multiple(() =>
        {
            Assert.That(output, Does.Contain("6 problems"));
            Assert.That(output, Does.Contain("Endpoint must begin with https://"));
            Assert.That(output, Does.Contain("Agent:MaxConcurrent (command line): must be a whole number").IgnoreCase);
            Assert.That(output, Does.Contain("did you mean Executor:WorkerPath?").IgnoreCase);
            Assert.That(output, Does.Contain("Listen must have the form"));
            Assert.That(output, Does.Contain("MaxBytes must be at least"));
            Assert.That(output, Does.Contain("PassEnvironment must not name"));
        });
    }

    [Test]
    public async Task A_second_agent_on_the_same_folder_gives_way()
    {
        var first = StartAgent();
        await ControlPlane.NextWelcomedStreamAsync();

        var second = StartAgent();

        Assert.That(await second.ExitAsync(), Is.EqualTo(InUse));
        Assert.That(string.Join('\n', second.Output), Does.Contain("Another agent runs on").And.Contain(Folder["state"]));
        await first.KillAsync();
        StartAgent();
        await ControlPlane.NextWelcomedStreamAsync();
    }

    [Test]
    public async Task A_worker_that_is_not_there_is_told()
    {
        var agent = StartAgent("--executor:workerpath=/nowhere/freehold-worker");

        Assert.That(await agent.ExitAsync(), Is.EqualTo(Configuration));
        Assert.That(string.Join('\n', agent.Output), Does.Contain("there is no program /nowhere/freehold-worker"));
    }

    [Test]
    public async Task A_journal_that_is_none_is_told_and_left_alone()
    {
        Directory.CreateDirectory(Folder["state"]);
        await File.WriteAllTextAsync(Path.Combine(Folder["state"], "journal"), "somebody's shopping list");

        var agent = StartAgent();

        Assert.That(await agent.ExitAsync(), Is.EqualTo(69));
        Assert.That(string.Join('\n', agent.Output), Does.Contain("is no journal of this version"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder["state"], "journal")), Is.EqualTo("somebody's shopping list"));
    }

    [Test]
    public async Task It_tells_its_version()
    {
        await using var agent = AgentProcess.Start(new Dictionary<string, string>(), ["--version"]);

        Assert.That(await agent.ExitAsync(), Is.Zero);
        Assert.That(agent.Output.Single(), Does.Match(@"^\d+\.\d+\.\d+"));
    }
}
