using System.Text.Json;
using Freehold.JobContract.Documents;

namespace Freehold.Agent.Checks.Workers;

/// <summary>The file of stores to try.</summary>
internal static class StoreList
{
    private const int MostStores = 20;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads it.</summary>
    /// <param name="path">Null for none.</param>
    /// <param name="problem">What is wrong, when something is; quotes nothing of the file.</param>
    public static IReadOnlyList<WorkerTrial> Read(string? path, out string? problem)
    {
        problem = null;
        if (path is null)
            return [];

        try
        {
            var entries = JsonSerializer.Deserialize<IReadOnlyList<Entry>>(File.ReadAllBytes(path), Strict) ?? [];
            var trials = new List<WorkerTrial>();
            foreach (var (entry, place) in entries.Take(MostStores).Select((entry, place) => (entry, place + 1)))
            {
                var trial = new WorkerTrial(KindOf(entry.Kind), entry.Input ?? "", entry.Output ?? "", IsOfStores: true);
                if (JobDocumentReader.Read(trial.Document, DocumentUse.Worker).Problems is [var first, ..])
                    problem ??= $"entry {place} of {path}: {first.Path} {first.Message}";
                trials.Add(trial);
            }

            return problem is null ? trials : [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            problem = $"{path} is no list of {{\"input\", \"output\", \"kind\"}} ({e.GetType().Name})";
            return [];
        }
    }

    // A word that is no kind is found by the document's reader.
    private static JobKind KindOf(string? word) => JobKinds.ByName.GetValueOrDefault(word ?? "transform", JobKind.Check);

    private sealed record Entry(string? Input, string? Output, string? Kind);
}
