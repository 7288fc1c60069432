using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>The refusals of an API server, worded as Kubernetes 1.36 words them.</summary>
public sealed record ApiStatus(int Code, string Reason, string Message)
{
    /// <summary>Seconds for the header Retry-After; null for none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether it is plain text, as the server's overload protection writes it.</summary>
    public bool IsPlainText { get; init; }

    /// <summary>What an expired page carries: a token for the rest, of another version.</summary>
    public string? Continue { get; init; }

    /// <summary>No such object.</summary>
    public static ApiStatus NotFound(string resource, string name) => new(404, "NotFound", $"{Full(resource)} \"{name}\" not found");

    /// <summary>The name is taken.</summary>
    public static ApiStatus AlreadyExists(string resource, string name) => new(409, "AlreadyExists", $"{Full(resource)} \"{name}\" already exists");

    /// <summary>Somebody else was faster.</summary>
    public static ApiStatus Conflict(string resource, string name) => new(409, "Conflict",
        $"Operation cannot be fulfilled on {Full(resource)} \"{name}\": the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>The version is no longer known.</summary>
    public static ApiStatus Expired(long asked, long oldest) => new(410, "Expired", $"too old resource version: {asked} ({oldest})");

    /// <summary>Too many requests: sent again, it may go through.</summary>
    public static ApiStatus Overloaded() => new(429, "", "Too many requests, please try again later.\n") { RetryAfter = 1, IsPlainText = true };

    /// <summary>The namespace has no room.</summary>
    public static ApiStatus QuotaExceeded(string resource, string name, string limit) => new(403, "Forbidden",
        $"{Full(resource)} \"{name}\" is forbidden: exceeded quota: q, requested: {limit}=1, used: {limit}=1, limited: {limit}=1");

    /// <summary>A policy says no.</summary>
    public static ApiStatus PolicyDenies(string resource, string name) => new(422, "Invalid",
        $"{Full(resource)} \"{name}\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: not here");

    /// <summary>A webhook is down.</summary>
    public static ApiStatus WebhookDown() => new(500, "InternalError",
        "Internal error occurred: failed calling webhook \"w.example\": failed to call webhook: Post \"https://192.0.2.1:443/\": connect: connection refused");

    internal JsonObject ToJson()
    {
        var metadata = new JsonObject();
        if (Continue is not null)
            metadata["continue"] = Continue;
        return new()
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = metadata,
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = Reason,
            ["code"] = Code,
        };
    }

    private static string Full(string resource) => resource switch
    {
        "jobs" => "jobs.batch",
        "leases" => "leases.coordination.k8s.io",
        _ => resource,
    };
}
