using Freehold.EndToEnd.Tests.Faults;
using Freehold.EndToEnd.Tests.Networks;
using Freehold.EndToEnd.Tests.Programs;

namespace Freehold.EndToEnd.Tests.Compatibility;

/// <summary>
/// Records what the programs say to each other, once for each released version:
/// <c>FREEHOLD_TEST_PROGRAMS=checkout of that version, FREEHOLD_TEST_VERSION=its number</c>, then these tests by name.
/// </summary>
[Category("ByHand")]
[Explicit("Writes recordings into the source folder; run by hand when a version is released.")]
public sealed class RecordingOfThisVersion
{
    private Recording _recording = null!;
    private RelayedStack _stack = null!;

    [SetUp]
    public async Task Start()
    {
        _recording = new();
        _stack = await RelayedStack.StartAsync();
    }

    [TearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public async Task A_job_that_succeeds()
    {
        await RestartRecordedAsync();
        var (id, output) = await _stack.SubmitAsync();
        await _stack.RunsOnceAsync(id, output);
        await WriteAsync("succeeds");
    }

    [Test]
    public async Task A_job_whose_stream_is_cut()
    {
        var cut = new Fuse("events: started", fromAgent: true, () => Task.FromResult(Passage.CutBefore));
        await RestartRecordedAsync(cut);
        var (id, output) = await _stack.SubmitAsync();
        await cut.Burnt;
        await _stack.RunsOnceAsync(id, output);
        await WriteAsync("is-cut");
    }

    [Test]
    public async Task A_job_that_is_cancelled()
    {
        var started = new Fuse("events: started", fromAgent: true, () => Task.FromResult(Passage.Through));
        await RestartRecordedAsync(started);
        var (id, _) = await _stack.SubmitAsync();
        await started.Burnt;
        using var asked = await _stack.Api.PostAsync($"/api/v1/projects/default/jobs/{id}/cancel");
        await _stack.Api.ReachesAsync(id, "cancelled");
        await WriteAsync("is-cancelled");
    }

    [Test]
    public async Task A_job_that_fails()
    {
        await RestartRecordedAsync();
        await File.WriteAllTextAsync(Path.Combine(_stack.Programs["in"], "part-000.csv"), "id,name\n1,2,3\n");
        var (id, _) = await _stack.SubmitAsync();
        await _stack.Api.ReachesAsync(id, "failed");
        await WriteAsync("fails");
    }

    // The recording begins with hello, so with a new agent.
    private async Task RestartRecordedAsync(params IReadOnlyList<Fuse> fuses)
    {
        await _stack.Programs.Agent.StopAsync();
        _stack.Arm(_recording, fuses);
        _stack.Programs.StartAgent();
        await _stack.Programs.AgentIsConnectedAsync();
    }

    private async Task WriteAsync(string name)
    {
        await _stack.Programs.Agent.StopAsync();
        var version = Environment.GetEnvironmentVariable("FREEHOLD_TEST_VERSION") ?? throw new InvalidOperationException("FREEHOLD_TEST_VERSION is not set.");
        var folder = Path.Combine(Repository.Root, "tests", "Freehold.EndToEnd.Tests", "Compatibility", "Recordings");
        _recording.Write(Path.Combine(folder, $"{version}-{name}.txt"), _stack.Programs.Folder);
    }
}
