using Freehold.EndToEnd.Tests.Networks;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>
/// The stream between the real programs breaks once: before a message arrives, right after it, or so that nobody is told.
/// At every kind of message, each of the three.
/// </summary>
[TestFixtureSource(nameof(Ways))]
public sealed class When_the_stream_breaks_at_a_message(object way)
{
    private readonly Passage _passage = (Passage)way;
    private RelayedStack _stack = null!;

    public static IEnumerable<object> Ways => [Passage.CutBefore, Passage.CutAfter, Passage.BlackHole];

    [OneTimeSetUp]
    public async Task Start() => _stack = await RelayedStack.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [TestCaseSource(typeof(ProtocolStep), nameof(ProtocolStep.OfAJob))]
    public async Task The_job_runs_once_and_all_of_it_is_told(ProtocolStep step)
    {
        var fuse = Break(step);
        _stack.Arm(fuse);

        var (id, output) = await _stack.SubmitAsync();

        await fuse.Burnt;
        await _stack.RunsOnceAsync(id, output);
    }

    [TestCaseSource(typeof(ProtocolStep), nameof(ProtocolStep.OfAReturn))]
    public async Task While_the_agent_returns_the_job_runs_once(ProtocolStep step)
    {
        // It leaves in the middle of a job, and its return breaks too.
        var leave = new Fuse("events: started", fromAgent: true, () => Task.FromResult(Passage.CutBefore));
        var fuse = Break(step);
        _stack.Arm(leave, fuse);

        var (id, output) = await _stack.SubmitAsync();

        await fuse.Burnt;
        await _stack.RunsOnceAsync(id, output);
    }

    [TestCaseSource(typeof(ProtocolStep), nameof(ProtocolStep.OfSilence))]
    public async Task While_nothing_happens_the_next_job_runs_once(ProtocolStep step)
    {
        var fuse = Break(step);
        _stack.Arm(fuse);
        await fuse.Burnt;

        var (id, output) = await _stack.SubmitAsync();

        await _stack.RunsOnceAsync(id, output);
    }

    [Test]
    public async Task A_cancellation_reaches_the_worker()
    {
        var fuse = Break(new(FromAgent: false, "cancel"));
        var started = new Fuse("events: started", fromAgent: true, () => Task.FromResult(Passage.Through));
        _stack.Arm(fuse, started);
        var (id, output) = await _stack.SubmitAsync();
        await started.Burnt;

        using var asked = await _stack.Api.PostAsync($"/api/v1/projects/default/jobs/{id}/cancel");
        await fuse.Burnt;

        // It may have been quicker than the cancellation: then it is cancelled with its output named.
        var job = await _stack.Api.ReachesAsync(id, "succeeded|failed|cancelled|rejected");
        Assert.That(job.GetProperty("state").GetString(), Is.EqualTo("cancelled"), $"{job}");
        Assert.That((await _stack.EventKindsAsync(id)).Count(kind => kind is "cancelled" or "succeeded"), Is.EqualTo(1));
        Assert.That(Programs.CommittedOutput.Leftovers(output, id), Is.Empty);
    }

    private Fuse Break(ProtocolStep step) => new(step.Kind, step.FromAgent, () => Task.FromResult(_passage));
}
