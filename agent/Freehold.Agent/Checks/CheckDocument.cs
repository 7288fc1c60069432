using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Freehold.Agent.Connection;
using Freehold.JobContract.Checks;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Checks;

/// <summary>The result of a check for programs: JSON. Keys may be added, never renamed.</summary>
internal sealed record CheckDocument(
    int Version, string Agent, string AgentVersion, DateTimeOffset CheckedAt, string Outcome, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<CheckDocument.Entry> Checks)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static CheckDocument Of(string agent, IReadOnlyList<CheckFinding> findings, DateTimeOffset at) => new(
        Version: 1,
        agent,
        HelloMessage.ProgramVersion,
        at,
        WordOf(WorstOf(findings)),
        Enum.GetValues<CheckOutcome>().Where(outcome => outcome is not CheckOutcome.Unspecified)
            .ToDictionary(WordOf, outcome => findings.Count(finding => finding.Outcome == outcome), StringComparer.Ordinal),
        [.. findings.Select(EntryOf)]);

    /// <summary>Red before warning before green; what was skipped does not count.</summary>
    public static CheckOutcome WorstOf(IReadOnlyList<CheckFinding> findings) =>
        findings.Any(finding => finding.Outcome is CheckOutcome.Red) ? CheckOutcome.Red
        : findings.Any(finding => finding.Outcome is CheckOutcome.Warning) ? CheckOutcome.Warning
        : CheckOutcome.Green;

    public static string WordOf(CheckOutcome outcome) => outcome.ToString().ToLowerInvariant();

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    private static Entry EntryOf(CheckFinding finding)
    {
        var advice = CheckCatalog.Explain(finding.Id, finding.Detail);
        return new(
            finding.Id,
            CheckCatalog.Of(finding.Id).Title,
            finding.Subject.Length == 0 ? null : finding.Subject,
            WordOf(finding.Outcome),
            finding.Detail.Length == 0 ? null : finding.Detail,
            finding.Evidence.Length == 0 ? null : finding.Evidence,
            advice?.Sentence,
            advice?.Remedy,
            (long)finding.Elapsed.TotalMilliseconds);
    }

    /// <summary>One check.</summary>
    internal sealed record Entry(
        string Id, string Title, string? Subject, string Outcome, string? Detail, string? Evidence, string? Sentence, string? Remedy, long Milliseconds);
}
