using Freehold.Agent.Startup;
using Freehold.Hosting.Configuration;
using Freehold.Hosting.Logs;
using Freehold.Hosting.Traces;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Charts.Tests.Helm;

/// <summary>The agent with what it finds in its pod: environment, mounted files.</summary>
internal static class AgentInItsPod
{
    // What a reference to a Secret or to the pod itself stands for.
    private const string Referred = "http://referred:3128";

    /// <exception cref="Freehold.Hosting.StartRefusedException">The agent knows a setting not at all, or not with this value: it would not start.</exception>
    public static IServiceCollection PutTogether(IReadOnlyList<Manifest> manifests, TemporaryFolder folder)
    {
        File.WriteAllText(folder["ca.crt"], "");
        File.WriteAllText(folder["pod-template.json"], (string)manifests.The("ConfigMap", "eu-bank-agent-workers").At("data")!["pod-template.json"]!);

        File.WriteAllText(folder["buckets.json"], "[]");

        var services = new ServiceCollection();
        services.AddFreeholdLogs();
        services.AddFreeholdTraces("freehold-agent");
        services.AddAgent();
        services.UseSettings(ProgramSettings.Read(
            folder["none.json"],
            manifests.AgentEnvironment().ToDictionary(variable => variable.Key, variable => Found(variable.Value, folder), StringComparer.Ordinal),
            []));
        return services;
    }

    private static string Found(string value, TemporaryFolder folder) => value.StartsWith('{')
        ? Referred
        : value.Replace("/etc/freehold/ca", folder.Path, StringComparison.Ordinal).Replace("/etc/freehold/workers", folder.Path, StringComparison.Ordinal);
}
