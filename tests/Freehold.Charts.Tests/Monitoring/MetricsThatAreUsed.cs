using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Freehold.Agent.Assignments;
using Freehold.Agent.Connection;
using Freehold.Agent.Events;
using Freehold.Agent.Kubernetes;
using Freehold.Agent.Leadership;
using Freehold.Agent.Startup;
using Freehold.Charts.Tests.Helm;
using Freehold.Hosting.Configuration;
using Freehold.Hosting.Metrics;
using Freehold.Hosting.Watchdogs;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Charts.Tests.Monitoring;

/// <summary>Alerts and dashboard ask for metrics that the agent has.</summary>
public sealed partial class MetricsThatAreUsed
{
    [Test]
    public async Task Exist()
    {
        var manifests = await Chart.RenderAsync("monitoring: {prometheusRule: {enabled: true}, dashboard: {enabled: true}}");
        var rules = manifests.The("PrometheusRule", "eu-bank-agent").Json.ToJsonString();
        var dashboard = (string)manifests.The("ConfigMap", "eu-bank-agent-dashboard").At("data")!["freehold-agent.json"]!;
        var metrics = AgentMetrics();

        Assert.That(metrics, Has.Count.GreaterThan(8), "the agent's instruments were not seen");
        Assert.That(NamesIn(rules), Is.Not.Empty.And.SubsetOf(metrics));
        Assert.That(NamesIn(dashboard), Is.Not.Empty.And.SubsetOf(metrics));
    }

    [Test]
    public async Task In_alerts_are_those_of_this_release()
    {
        var rules = (await Chart.RenderAsync("monitoring: {prometheusRule: {enabled: true}}")).The("PrometheusRule", "eu-bank-agent").At("spec.groups.0.rules")!.AsArray();

        foreach (var rule in rules)
        {
            var expression = (string)rule!["expr"]!;
            Assert.That(Metric().Count(expression), Is.EqualTo(expression.Split("{namespace=\"freehold\",pod=~\"eu-bank-agent-.*\"").Length - 1), expression);
            Assert.That((string?)rule.At("annotations.summary"), Is.Not.Empty);
        }
    }

    [Test]
    public async Task On_the_dashboard_are_its_own_JSON()
    {
        var map = (await Chart.RenderAsync("monitoring: {dashboard: {enabled: true}}")).The("ConfigMap", "eu-bank-agent-dashboard");

        var panels = JsonNode.Parse((string)map.At("data")!["freehold-agent.json"]!)!["panels"]!.AsArray();
        Assert.That(panels.Select(panel => (string?)panel!["title"]), Is.Unique.And.All.Not.Empty);
        Assert.That((string?)map.At("metadata.labels.grafana_dashboard"), Is.EqualTo("1"));
    }

    [Test]
    public async Task Are_collected_where_the_agent_serves_them()
    {
        var manifests = await Chart.RenderAsync("monitoring: {podMonitor: {enabled: true, labels: {release: prometheus}}}");
        var monitor = manifests.The("PodMonitor", "eu-bank-agent");
        var port = manifests.Agent().At("spec.template.spec.containers.0.ports.0")!;

        Assert.That((string?)monitor.At("spec.podMetricsEndpoints.0.port"), Is.EqualTo((string?)port["name"]));
        Assert.That(manifests.AgentEnvironment()["FREEHOLD_HEALTH__LISTEN"], Does.EndWith($":{port["containerPort"]}"));
        Assert.That((string?)monitor.At("metadata.labels.release"), Is.EqualTo("prometheus"));
        Assert.That(monitor.At("spec.selector.matchLabels")!.ToJsonString(), Is.EqualTo(manifests.Agent().At("spec.selector.matchLabels")!.ToJsonString()));
    }

    private static HashSet<string> NamesIn(string text) => [.. Metric().Matches(text).Select(match => match.Value)];

    // Every instrument of an agent that is put together, by its name in /metrics.
    private static HashSet<string> AgentMetrics()
    {
        using var folder = new TemporaryFolder();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddAgent();
        services.UseSettings(ProgramSettings.Read(folder["none.json"], new Dictionary<string, string>(StringComparer.Ordinal), [
            "--ControlPlane:Endpoint=https://freehold.example", "--ControlPlane:Token=t", "--Agent:Label=eu-bank", $"--Agent:StateDirectory={folder["state"]}"]));

        var names = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => names.Add(MetricName.Of(instrument, IsCounter(instrument))) };
        listener.Start();
        using var provider = services.BuildServiceProvider();
        foreach (var metrics in (Type[])[typeof(AssignmentsMetrics), typeof(ConnectionMetrics), typeof(EventsMetrics), typeof(KubernetesMetrics), typeof(LeadershipMetrics), typeof(LoopMetrics)])
            provider.GetRequiredService(metrics);
        return names;
    }

    private static bool IsCounter(Instrument instrument) => instrument.GetType().Name.Contains("Counter", StringComparison.Ordinal) && !instrument.GetType().Name.Contains("UpDown", StringComparison.Ordinal);

    [GeneratedRegex(@"\bfreehold_[a-z_]+(?=\{|,|\))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Metric();
}
