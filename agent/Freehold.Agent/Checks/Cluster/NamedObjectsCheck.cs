using System.Text.Json.Nodes;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Kubernetes;
using Freehold.JobContract.Checks;
using Freehold.Protocol.V1;
using k8s;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Checks.Cluster;

/// <summary>
/// Whether the Secrets and service accounts that a worker's pod will name are there: of the very pods that would be made, with the
/// operator's template. Of Secrets only the metadata is asked for; values never come here.
/// </summary>
internal sealed class NamedObjectsCheck(TrialJobs jobs, IOptions<PreflightOptions> preflight)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> MetadataOnly = new(StringComparer.Ordinal)
    {
        ["Accept"] = ["application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"],
    };

    public async Task<IReadOnlyList<CheckFinding>> LookAsync(ClusterConnection cluster, ClusterQuestion question, CancellationToken cancellationToken)
    {
        var pods = jobs.Kinds.Select(kind => jobs.BodyOf(kind)["spec"]!["template"]!["spec"]!).ToList();
        var secrets = preflight.Value.Secrets.Concat(pods.SelectMany(SecretsOf)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var accounts = pods.Select(pod => (string?)pod["serviceAccountName"] ?? "default").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

        return
        [
            await LookAsync(CheckId.Secrets, secrets, question, async (name, limit) =>
            {
                using var answer = await cluster.Api.CoreV1.ReadNamespacedSecretWithHttpMessagesAsync(name, cluster.Namespace, customHeaders: MetadataOnly, cancellationToken: limit);
            }, cancellationToken),
            await LookAsync(CheckId.ServiceAccounts, accounts, question, (name, limit) =>
                cluster.Api.CoreV1.ReadNamespacedServiceAccountAsync(name, cluster.Namespace, cancellationToken: limit), cancellationToken),
        ];
    }

    private static async Task<CheckFinding> LookAsync(
        string id, List<string> names, ClusterQuestion question, Func<string, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
            return CheckFinding.Skipped(id, CheckDetail.NoneNamed);

        var missing = new List<string>();
        var finding = await question.AskAsync(
            id,
            async limit =>
            {
                foreach (var name in names)
                {
                    if (!await IsThereAsync(name, read, limit))
                        missing.Add(name);
                }

                return CheckFinding.Green(id, string.Join(", ", names));
            },
            cancellationToken);

        // What is known to be missing is told, also when of others nothing may be known.
        var found = finding.Outcome is CheckOutcome.Skipped ? 0 : (ulong)(names.Count - missing.Count);
        var told = missing.Count == 0 ? finding : CheckFinding.Red(id, CheckDetail.Missing, $"not there: {string.Join(", ", missing)}");
        return told with { Elapsed = finding.Elapsed, Expected = (ulong)names.Count, Found = found };
    }

    private static async Task<bool> IsThereAsync(string name, Func<string, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            await read(name, cancellationToken);
            return true;
        }
        catch (k8s.Autorest.HttpOperationException e) when (ApiFailure.Of(e).IsNotFound)
        {
            return false;
        }
    }

    // Of what the agent makes itself, the Secret with the document has the Job's name and comes with it.
    private static IEnumerable<string> SecretsOf(JsonNode pod) =>
    [
        .. Items(pod["imagePullSecrets"]).Select(secret => (string?)secret["name"]).OfType<string>(),
        .. Items(pod["volumes"])
            .Select(volume => volume["secret"]).OfType<JsonNode>().Where(secret => (bool?)secret["optional"] is not true)
            .Select(secret => (string?)secret["secretName"]).OfType<string>().Where(name => !AttemptNames.TryRead(name, out _)),
        .. Items(pod["containers"]).Concat(Items(pod["initContainers"])).SelectMany(container => Items(container["env"]))
            .Select(variable => variable["valueFrom"]?["secretKeyRef"]).OfType<JsonNode>().Where(reference => (bool?)reference["optional"] is not true)
            .Select(reference => (string?)reference["name"]).OfType<string>(),
    ];

    private static IEnumerable<JsonNode> Items(JsonNode? list) => list is JsonArray items ? items.OfType<JsonNode>() : [];
}
