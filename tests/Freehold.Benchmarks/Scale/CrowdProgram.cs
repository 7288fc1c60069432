using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Freehold.Benchmarks.Scale;

/// <summary>
/// Thousands of agents that wait for work, in a program of their own, since each is an open file. Its input has a label and a
/// token a line, and it runs until that is closed. It prints how the agents are ten times a second.
/// </summary>
internal static class CrowdProgram
{
    public const string Verb = "crowd";

    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    // What a machine can dial at once, the first time; after that each agent keeps its own time.
    private const int FirstDialsAtOnce = 64;

    public static async Task<int> RunAsync(Uri address, string authorityFile)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(authorityFile);
        using var firstDials = new SemaphoreSlim(FirstDialsAtOnce);
        using var stopping = new CancellationTokenSource();
        var count = new CrowdCount();

        // 1. The agents, until an empty line.
        var agents = new List<CrowdAgent>();
        while (await Console.In.ReadLineAsync() is { Length: > 0 } line && line.Split(' ') is [var label, var token])
            agents.Add(new(address, trust, label, token, count));

        // 2. All of them, until nobody wants them any more.
        var running = agents.Select(agent => agent.RunAsync(firstDials, stopping.Token)).ToList();
        var reporting = ReportAsync(count, stopping.Token);
        await Console.In.ReadToEndAsync();

        await stopping.CancelAsync();
        await Task.WhenAll([.. running, reporting]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    private static async Task ReportAsync(CrowdCount count, CancellationToken stopping)
    {
        using var ticks = new PeriodicTimer(BetweenReports);
        while (await ticks.WaitForNextTickAsync(stopping))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{count.Welcomed} {count.Dials} {count.ToldToWait} {count.Broken} {count.Assigned}"));
        }
    }
}
