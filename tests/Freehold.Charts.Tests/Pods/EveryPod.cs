using System.Text.Json.Nodes;
using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Pods;

/// <summary>Pods of agent, workers and tests alike.</summary>
public sealed class EveryPod
{
    private static readonly string[] AllowedVolumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

    [Test]
    public async Task Passes_the_restricted_profile(
        [Values("", "security: {runAsUser: null, runAsGroup: null, fsGroup: null}", "state: {existingClaim: ours}", "controlPlane: {caBundle: {existingConfigMap: ca}}")] string values)
    {
        var pods = (await Chart.RenderAsync(values)).Pods().ToList();

        Assert.That(pods, Has.Count.EqualTo(4));
        foreach (var (name, spec) in pods)
            Assert.That(Violations(spec), Is.Empty, name);
    }

    [Test]
    public async Task Leaves_its_user_to_the_cluster_where_that_is_asked()
    {
        foreach (var (name, spec) in (await Chart.RenderAsync("security: {runAsUser: null, runAsGroup: null, fsGroup: null}")).Pods())
            Assert.That(spec["securityContext"]!.AsObject().Select(member => member.Key), Is.EquivalentTo(["runAsNonRoot", "seccompProfile"]), name);
    }

    [Test]
    public async Task Writes_to_volumes_only()
    {
        foreach (var (name, spec) in (await Chart.RenderAsync()).Pods())
            Assert.That(Containers(spec).Select(container => (bool?)container.At("securityContext.readOnlyRootFilesystem")), Is.All.True, name);
    }

    [Test]
    public async Task Has_a_token_of_the_API_only_if_it_is_the_agent_s()
    {
        var manifests = await Chart.RenderAsync();

        Assert.That(
            manifests.Pods().Where(pod => (bool?)pod.Spec["automountServiceAccountToken"] != false).Select(pod => pod.Name),
            Is.EquivalentTo(["Deployment/eu-bank-agent", "Job/eu-bank-preflight"]), "the check has the agent's account");
        Assert.That(
            manifests.Where(manifest => manifest.Kind is "ServiceAccount").Select(account => (bool?)account.At("automountServiceAccountToken")),
            Is.All.False);
    }

    [TestCase("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true")]
    [TestCase("runAsNonRoot: true", "runAsNonRoot: false")]
    [TestCase("drop: [ALL]", "drop: [NET_RAW]")]
    [TestCase("type: RuntimeDefault", "type: Unconfined")]
    [TestCase("emptyDir: {}", "hostPath: {path: /}")]
    [TestCase("restartPolicy: Never", "hostNetwork: true")]
    public void That_did_not_pass_would_be_found(string right, string wrong)
    {
        const string Spec = """
            restartPolicy: Never
            securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
            containers:
              - name: a
                securityContext:
                  allowPrivilegeEscalation: false
                  capabilities: {drop: [ALL]}
            volumes:
              - name: v
                emptyDir: {}
            """;

        Assert.That(Violations(Yaml.Read(Spec)), Is.Empty);
        Assert.That(Violations(Yaml.Read(Spec.Replace(right, wrong, StringComparison.Ordinal))), Is.Not.Empty);
    }

    /// <summary>What the restricted level of the Kubernetes pod security standards forbids.</summary>
    private static IEnumerable<string> Violations(JsonNode spec)
    {
        foreach (var host in (string[])["hostNetwork", "hostPID", "hostIPC"])
        {
            if ((bool?)spec[host] == true)
                yield return host;
        }

        if ((bool?)spec.At("securityContext.runAsNonRoot") != true)
            yield return "runAsNonRoot";
        if ((long?)spec.At("securityContext.runAsUser") == 0)
            yield return "runAsUser 0";
        if ((string?)spec.At("securityContext.seccompProfile.type") is not ("RuntimeDefault" or "Localhost"))
            yield return "seccompProfile";

        foreach (var volume in spec["volumes"]?.AsArray() ?? [])
        {
            foreach (var kind in volume!.AsObject().Select(member => member.Key).Where(key => key != "name" && !AllowedVolumes.Contains(key, StringComparer.Ordinal)))
                yield return $"volume {kind}";
        }

        foreach (var container in Containers(spec))
        {
            if ((bool?)container.At("securityContext.allowPrivilegeEscalation") != false)
                yield return "allowPrivilegeEscalation";
            if ((bool?)container.At("securityContext.privileged") == true)
                yield return "privileged";
            if (container.At("securityContext.capabilities.drop") is not JsonArray dropped || !dropped.Any(capability => (string?)capability == "ALL"))
                yield return "capabilities";
            if (container.At("securityContext.capabilities.add") is not null)
                yield return "added capabilities";
            if (container["ports"]?.AsArray().Any(port => port!["hostPort"] is not null) == true)
                yield return "hostPort";
        }
    }

    private static IEnumerable<JsonNode> Containers(JsonNode spec) =>
        new[] { "initContainers", "containers" }.SelectMany(kind => spec[kind]?.AsArray() ?? []).Select(container => container!);
}
