using System.Text.Json;
using System.Text.Json.Serialization;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Checks;

/// <summary>One result as it is stored: words and numbers.</summary>
internal sealed record StoredCheck(
    string Id, string Outcome, string? Detail = null, string? Subject = null, string? Identity = null, long? Expected = null, long? Found = null, long? Milliseconds = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static StoredCheck Of(CheckResult result) => new(
        result.Id,
        WordOf(result.Outcome),
        result.Detail.Length == 0 ? null : result.Detail,
        result.Subject.Length == 0 ? null : result.Subject,
        Identity: null,
        result.Expected == 0 && result.Found == 0 ? null : (long)result.Expected,
        result.Expected == 0 && result.Found == 0 ? null : (long)result.Found,
        result.Milliseconds);

    /// <summary>A right that a job of kind check tried. Of code and detail the narrower word is kept.</summary>
    public static StoredCheck Of(CheckedPermission permission) => new(
        permission.Id,
        WordOf(permission.Outcome),
        permission.Detail.Length > 0 ? permission.Detail : permission.Code.Length > 0 ? permission.Code : null,
        Subject: null,
        permission.Identity.Length == 0 ? null : permission.Identity,
        Expected: null,
        Found: null,
        permission.Milliseconds);

    public static string ToJson(IEnumerable<StoredCheck> checks) => JsonSerializer.Serialize(checks, Json);

    public static IReadOnlyList<StoredCheck> Parse(string json) => JsonSerializer.Deserialize<IReadOnlyList<StoredCheck>>(json, Json) ?? [];

    /// <summary>Red before warning before green; what was skipped does not count.</summary>
    public static string WorstOf(IReadOnlyList<StoredCheck> checks) =>
        checks.Any(check => check.Outcome is "red") ? "red" : checks.Any(check => check.Outcome is "warning") ? "warning" : "green";

    private static string WordOf(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Green => "green",
        CheckOutcome.Warning => "warning",
        CheckOutcome.Red => "red",
        CheckOutcome.Skipped => "skipped",
        _ => "unknown",
    };
}
