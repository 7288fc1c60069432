using System.Diagnostics;
using Freehold.EndToEnd.Tests.Networks;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>
/// kill -9 of the worker at every step at which there is one, while the step's message is on its way. The next attempt
/// commits, once, and both attempts are told whole.
/// </summary>
public sealed class When_a_worker_is_killed_at_a_message
{
    private RelayedStack _stack = null!;

    [OneTimeSetUp]
    public async Task Start() => _stack = await RelayedStack.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [TestCase(true, "events: started")]
    [TestCase(false, "acknowledged")]
    public async Task The_next_attempt_commits_and_all_of_both_is_told(bool fromAgent, string kind)
    {
        var killed = 0;
        var fuse = new Fuse(kind, fromAgent, () =>
        {
            killed = KillWorkers();
            return Task.FromResult(Passage.Through);
        });
        _stack.Arm(fuse);

        var (id, output) = await _stack.SubmitAsync("retries: 1");
        await fuse.Burnt;
        var ended = await _stack.Api.ReachesAsync(id, "succeeded|failed|cancelled|rejected", TimeSpan.FromSeconds(90));

        Assert.That(killed, Is.EqualTo(1), "the worker was there to be killed");
        Assert.That(ended.GetProperty("attempt").GetInt32(), Is.EqualTo(2), $"{ended}");
        await new FinishedJob(id, output, ended).WasToldOnceAsync(_stack.Api, RelayedStack.Rows);
        Assert.That(await _stack.EventKindsAsync(id), Has.Exactly(2).EqualTo("started").And.Exactly(1).EqualTo("failed"));
    }

    // Those of this stack: its folder is in their command line.
    private int KillWorkers()
    {
        var workers = Process.GetProcessesByName("freehold-worker")
            .Where(process => File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(_stack.Programs.Folder, StringComparison.Ordinal))
            .ToList();
        foreach (var worker in workers)
            worker.Kill();
        return workers.Count;
    }
}
