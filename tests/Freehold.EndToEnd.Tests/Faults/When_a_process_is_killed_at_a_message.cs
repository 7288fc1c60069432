using Freehold.EndToEnd.Tests.Networks;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>kill -9 of the agent or of the control plane at every step of a job, while the step's message is on its way.</summary>
[TestFixture("agent")]
[TestFixture("control plane")]
public sealed class When_a_process_is_killed_at_a_message(string victim)
{
    private RelayedStack _stack = null!;

    [OneTimeSetUp]
    public async Task Start() => _stack = await RelayedStack.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [TestCaseSource(typeof(ProtocolStep), nameof(ProtocolStep.OfAJob))]
    public async Task The_job_runs_once_and_all_of_it_is_told(ProtocolStep step)
    {
        var fuse = new Fuse(step.Kind, step.FromAgent, async () =>
        {
            await KillAsync();
            return Passage.CutAfter;
        });
        _stack.Arm(fuse);

        // The assignment leaves before the submission is answered: the script that submits may be cut off too.
        var submitting = _stack.SubmitAsync();
        await fuse.Burnt;
        await RestartAsync();
        var (id, output) = await submitting;

        await _stack.RunsOnceAsync(id, output);
    }

    private Task KillAsync() => victim == "agent" ? _stack.Programs.Agent.KillAsync() : _stack.Programs.ControlPlane.KillAsync();

    private async Task RestartAsync()
    {
        if (victim == "agent")
            _stack.Programs.StartAgent();
        else
            await _stack.Programs.StartControlPlaneAsync();
    }
}
