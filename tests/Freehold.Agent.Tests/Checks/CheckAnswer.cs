using System.Text.Json;

namespace Freehold.Agent.Tests.Checks;

/// <summary>What <c>freehold-agent check</c> answered.</summary>
internal sealed record CheckAnswer(int ExitCode, string Printed, JsonElement Report)
{
    /// <summary>As <c>red untrusted</c>; a check that was not made reads as <c>none</c>.</summary>
    public string Of(string id, string? subject = null) => Find(id, subject) is { } check ? $"{Text(check, "outcome")} {Text(check, "detail")}".Trim() : "none";

    public string Evidence(string id, string? subject = null) => Text(Find(id, subject)!.Value, "evidence");

    public string Remedy(string id, string? subject = null) => Text(Find(id, subject)!.Value, "remedy");

    /// <summary>Every check that is red, by id.</summary>
    public IReadOnlyList<string> Reds => [.. Checks.Where(check => Text(check, "outcome") == "red").Select(check => Text(check, "id"))];

    public IEnumerable<JsonElement> Checks => Report.GetProperty("checks").EnumerateArray();

    private JsonElement? Find(string id, string? subject) => Checks
        .Where(check => Text(check, "id") == id && (subject is null || Text(check, "subject") == subject))
        .Select(check => (JsonElement?)check).FirstOrDefault();

    private static string Text(JsonElement check, string key) => check.TryGetProperty(key, out var value) ? value.GetString() ?? "" : "";
}
