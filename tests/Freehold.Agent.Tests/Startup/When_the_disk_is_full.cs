using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Startup;

public sealed class When_the_disk_is_full : AgentProgram
{
    private const int LargestFile = 64 * 1024;

    // The kernel refuses to let any file grow beyond a limit: for the journal the same as a disk without space, once the
    // signal that goes with it is ignored. (.NET keeps compiled code in a memory file, which the limit would refuse as well.)
    [Test]
    public async Task New_work_is_refused_and_the_agent_lives_on()
    {
        Worker.Does(FakeWorker.RunsUntilReleased);
        string[] limited =
        [
            "env", "DOTNET_EnableWriteXorExecute=0", "/bin/sh", "-c", """trap "" XFSZ; exec "$@" """, "sh", "prlimit", $"--fsize={LargestFile}",
        ];
        var agent = StartAgent(limited, []);
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var running = await stream.StartAsync();
        await stream.NextEventAsync(running, happened => happened.Started is not null);

        var large = Messages.Assignment(Messages.NewAttempt(), $$"""{"kind":"transform","name":"{{new string('x', 2 * LargestFile)}}"}""");
        await stream.SendAsync(Messages.Assign(large));
        Assert.That((await stream.NextAnswersAsync()).Answers.Single().Reason, Is.EqualTo(RejectionReason.JournalUnavailable));
        await agent.LogsAsync(1502);

        await stream.StartAsync();
        Worker.Release();
        Assert.That((await stream.NextTerminalAsync(running)).Succeeded, Is.Not.Null);
        await agent.LogsAsync(1503);
    }
}
