using System.Diagnostics;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.Testing;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>
/// The agent's state lies on a small disk that fills up in the middle of a job, and has room again later. Nothing that was
/// promised is lost, nothing runs twice, and people are told what is wrong while it is.
/// </summary>
public sealed class When_the_agents_disk_is_full
{
    private const int Files = 40;
    private const int RowsEach = 20_000;
    private Cluster? _cluster;
    private string _disk = "";

    private Cluster Cluster => _cluster!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _cluster = await Cluster.StartAsync(replicas: 1);
        _disk = Directory.CreateDirectory(Cluster["disk"]).FullName;
        if (!Mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", _disk))
            Assert.Ignore("A disk of its own needs root.");

        Cluster.AgentSettings.Add(("FREEHOLD_AGENT__STATEDIRECTORY", Path.Combine(_disk, "agent")));
        PeopleFiles.WriteMany(Cluster["in"], Files, RowsEach);
        Cluster.StartAgent();
        await Cluster.AgentIsConnectedAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_cluster is null)
            return;

        await _cluster.StopAgentAsync();
        if (_disk.Length > 0)
            Run("umount", _disk);
        await _cluster.DisposeAsync();
    }

    [Test]
    public async Task Jobs_end_once_and_the_reason_is_shown_while_it_lasts()
    {
        var first = await SubmitAsync("first");
        await Cluster.Api.ReachesAsync(first.Id, "running");

        // Full to the last byte, so that not even a short record fits.
        var filler = Path.Combine(_disk, "filler");
        Fill(filler);
        var second = await SubmitAsync("second");
        await Eventually.IsTrueAsync(
            async () => await ConditionsAsync() is ["journal_unavailable"], TimeSpan.FromSeconds(60), "the agent says that its journal cannot be written");

        File.Delete(filler);

        foreach (var (id, output) in new[] { first, second })
        {
            var ended = await Cluster.Api.ReachesAsync(id, "succeeded|failed", TimeSpan.FromSeconds(120));
            await new FinishedJob(id, output, ended).WasToldOnceAsync(Cluster.Api, (long)Files * RowsEach);
        }

        await Eventually.IsTrueAsync(async () => (await ConditionsAsync()).Count == 0, what: "what was wrong has passed");
    }

    private async Task<(string Id, string Output)> SubmitAsync(string name)
    {
        var output = Cluster[$"out-{name}"];
        return (await Cluster.Api.SubmitOnceAsync(PeopleFiles.Document(Cluster["in/*.csv"], output, "retries: 3")), output);
    }

    private async Task<IReadOnlyList<string>> ConditionsAsync() =>
        [.. (await Cluster.Api.AgentAsync(Stack.AgentLabel)).GetProperty("conditions").EnumerateArray().Select(condition => condition.GetProperty("code").GetString()!)];

    private static void Fill(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        long written = 0;
        foreach (var size in (int[])[4096, 512, 64, 8, 1])
        {
            try
            {
                for (; ; written += size)
                    RandomAccess.Write(file, new byte[size], written);
            }
            catch (IOException)
            {
                // No piece of this size fits any more.
            }
        }
    }

    private static bool Mount(params IReadOnlyList<string> arguments) => Run("mount", arguments);

    private static bool Run(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
