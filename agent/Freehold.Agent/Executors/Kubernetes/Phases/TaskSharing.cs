using System.Globalization;
using System.Text.Json;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>What a document says about sharing its tasks out over pods.</summary>
/// <param name="Parallelism">Pods at the same time that it asks for, from 2.</param>
/// <param name="Retries">Further tries of each task.</param>
/// <param name="BadFiles"><c>fail</c> or <c>quarantine</c>.</param>
internal sealed record TaskSharing(int Parallelism, int Retries, string BadFiles)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>For the first Job, from which the later ones are made.</summary>
    public IEnumerable<KeyValuePair<string, string>> Annotations =>
    [
        new(AttemptLabels.Parallelism, Parallelism.ToString(CultureInfo.InvariantCulture)),
        new(AttemptLabels.Retries, Retries.ToString(CultureInfo.InvariantCulture)),
        new(AttemptLabels.BadFiles, BadFiles),
    ];

    /// <summary>Null: one pod does everything.</summary>
    /// <param name="document">A valid job document; of a newer control plane's, keys that this agent does not know are passed over.</param>
    public static TaskSharing? Of(JsonElement document)
    {
        var parallelism = NumberIn(document, "parallelism", otherwise: 1);
        if (parallelism < 2)
            return null;

        var badFiles = document.TryGetProperty("spec", out var spec) && spec.ValueKind is JsonValueKind.Object
            && spec.TryGetProperty("badFiles", out var said) && said.ValueKind is JsonValueKind.String ? said.GetString()! : "fail";
        return new(parallelism, NumberIn(document, "retries", otherwise: 0), badFiles);
    }

    /// <summary>What the worker's <c>plan</c> is told besides what every verb is.</summary>
    public IEnumerable<string> PlanArguments(WorkerOptions options) =>
    [
        "--run-below", (options.SpreadFromMebibytes * Mebibyte).ToString(CultureInfo.InvariantCulture),
        "--result-to", PhaseManifest.MessagePath,
    ];

    private static int NumberIn(JsonElement document, string key, int otherwise) =>
        document.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) ? number : otherwise;
}
