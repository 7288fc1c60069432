using System.Diagnostics;
using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Transforms;

namespace Freehold.Benchmarks.Scale;

/// <summary>
/// The real agent, connected, with nothing to do; beside a program that is nothing but one stream over TLS with the same
/// heartbeats, with the same settings of the runtime.
/// </summary>
internal sealed class IdleAgent : IBenchmark
{
    private const double Megabyte = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    public string Name => "idle-agent";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (turns, length) = size is BenchmarkSize.Quick ? (1, TimeSpan.FromSeconds(20)) : (3, TimeSpan.FromSeconds(30));
        await using var stack = await ScaleStack.StartAsync(cancellationToken);
        await stack.StartControlPlaneAsync(cancellationToken);
        var agents = await stack.AddAgentsAsync(2, cancellationToken);

        var (ours, bare) = (new List<ProcessUsage>(), new List<ProcessUsage>());
        for (var turn = 0; turn < turns; turn++)
        {
            // Both at the same time: what a busy machine does to one it does to the other.
            await using var agent = await StartAgentAsync(stack, agents[0], cancellationToken);
            await using var client = await Crowd.StartAsync(stack.Address, stack.AuthorityFile, [agents[1]]);
            await Until.IsTrueAsync(() => client.Welcomed == 1, Patience, "the bare client is connected", cancellationToken);
            await IsConnectedAsync(stack, agents[0], cancellationToken);
            await Task.Delay(Settling, cancellationToken);

            var (agentBefore, clientBefore, started) = (agent.Usage, client.Usage, Stopwatch.GetTimestamp());
            await Task.Delay(length, cancellationToken);
            var took = Stopwatch.GetElapsedTime(started);
            ours.Add(Taken(agentBefore, agent.Usage, took));
            bare.Add(Taken(clientBefore, client.Usage, took));
        }

        var memory = new Figure("agent, memory", "MiB", [.. ours.Select(usage => usage.Memory / Megabyte)], "≤ 60");
        var bareMemory = new Figure("bare client, memory", "MiB", [.. bare.Select(usage => usage.Memory / Megabyte)]);
        return
        [
            memory, bareMemory, memory.RatioTo(bareMemory, "≤ 1.1"),
            new("agent, idle", "% of a core", [.. ours.Select(usage => 100 * usage.Processor.TotalSeconds)], "≤ 0.2"),
            new("bare client, idle", "% of a core", [.. bare.Select(usage => 100 * usage.Processor.TotalSeconds)]),
        ];
    }

    /// <returns>Memory at the end, and processor time a second.</returns>
    private static ProcessUsage Taken(ProcessUsage before, ProcessUsage after, TimeSpan took) =>
        new(after.Memory, (after.Processor - before.Processor) / took.TotalSeconds);

    private static Task<LeashedProcess> StartAgentAsync(ScaleStack stack, ScaleAgent agent, CancellationToken cancellationToken) =>
        LeashedProcess.StartAsync([BuiltProgram.Of("Freehold.Agent", "freehold-agent"), "run"], new Dictionary<string, string>
        {
            ["FREEHOLD_CONTROLPLANE__ENDPOINT"] = stack.Address.ToString().TrimEnd('/'),
            ["FREEHOLD_CONTROLPLANE__CAFILE"] = stack.AuthorityFile,
            ["FREEHOLD_CONTROLPLANE__TOKEN"] = agent.Token,
            ["FREEHOLD_AGENT__LABEL"] = agent.Label,
            ["FREEHOLD_AGENT__STATEDIRECTORY"] = Path.Combine(stack.StateDirectory, "agent"),
            ["FREEHOLD_EXECUTOR__WORKERPATH"] = BuiltProgram.Of("Freehold.Worker", "freehold-worker"),
        }, Path.Combine(stack.StateDirectory, "agent.log"), cancellationToken);

    private static async Task IsConnectedAsync(ScaleStack stack, ScaleAgent agent, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        await using var look = stack.Source.CreateCommand(
            $"select exists (select from agent_sessions join agents on id = agent_id where label = '{agent.Label}' and ended_at is null)");
        while (await look.ExecuteScalarAsync(over.Token) is not true)
            await Task.Delay(100, over.Token);
    }
}
