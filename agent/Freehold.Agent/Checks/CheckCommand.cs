using System.CommandLine;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Leadership;
using Freehold.Agent.Startup;
using Freehold.Hosting;
using Freehold.Hosting.Configuration;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Checks;

/// <summary>The verb <c>check</c> on the command line.</summary>
internal static class CheckCommand
{
    /// <summary>Exit code when a check is red.</summary>
    public const int SomethingIsRed = 1;

    public static Command Create()
    {
        var output = new Option<string>("--output") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json");
        var report = new Option<FileInfo?>("--report") { Description = "File that the result is written to as well, in JSON." };
        var noPods = new Option<bool>("--no-pods") { Description = "Start no workers: pods and stores are not tried." };
        var command = new Command("check", "Checks everything around the agent and says what to do about what is not right. Exit code 1 when something is red, 78 when the settings are.")
        {
            output,
            report,
            noPods,
        };
        // Settings have the form --section:key=value, as for run.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, stopping) => RunAsync(
            [.. parsed.UnmatchedTokens], parsed.GetValue(output) is "json", parsed.GetValue(report), new CheckScope(StartsWorkers: !parsed.GetValue(noPods)), stopping));
        return command;
    }

    /// <summary>
    /// 1. Reads the settings.
    /// 2. Makes the checks, beside an agent that may be running.
    /// 3. Tells what they found.
    /// </summary>
    private static async Task<int> RunAsync(IReadOnlyList<string> settings, bool asJson, FileInfo? report, CheckScope scope, CancellationToken stopping)
    {
        var (document, exitCode) = await CheckAsync(settings, scope, stopping); // 1, 2
        var json = document.ToJson(); // 3
        await Console.Out.WriteLineAsync(asJson ? json : CheckTable.Of(document));
        if (report is not null)
            await File.WriteAllTextAsync(report.FullName, json, stopping);
        return exitCode;
    }

    private static async Task<(CheckDocument Document, int ExitCode)> CheckAsync(IReadOnlyList<string> settings, CheckScope scope, CancellationToken stopping)
    {
        using var folder = new ScratchFolder();
        ServiceProvider services;
        try
        {
            _ = AgentHost.Compose(ProgramSettings.Read(settings));
            // A state directory of its own: that of the agent may be held by the agent, and nothing of it is needed.
            services = AgentHost.Compose(ProgramSettings.Read([.. settings, $"--{AgentOptions.Section}:{nameof(AgentOptions.StateDirectory)}={folder.Path}"]));
        }
        catch (StartRefusedException refused)
        {
            return (CheckDocument.Of("", SettingsCheck.Failed(refused.Message), DateTimeOffset.UtcNow), ExitCodes.Configuration);
        }

        await using (services)
        {
            var watches = scope.StartsWorkers && services.GetRequiredService<IOptions<ExecutorOptions>>().Value.KindHere is ExecutorKind.Kubernetes
                && Cluster.ClusterCheck.TryConnect(services, out _) is not null
                    ? services.GetRequiredService<ClusterWatch>()
                    : null;
            // What it makes is its own, whoever leads.
            services.GetRequiredService<LeadTerm>().ExtendForEver();
            if (watches is not null)
                await watches.StartAsync(stopping);
            var findings = await services.GetRequiredService<CheckRun>().RunAsync(scope, stopping);
            if (watches is not null)
                await watches.StopAsync(CancellationToken.None);

            var label = services.GetRequiredService<IOptions<AgentOptions>>().Value.Label!;
            return (CheckDocument.Of(label, findings, DateTimeOffset.UtcNow), CheckDocument.WorstOf(findings) is CheckOutcome.Red ? SomethingIsRed : ExitCodes.Ok);
        }
    }
}
