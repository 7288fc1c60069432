using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Freehold.Testing.Kubernetes;

/// <summary>
/// A Kubernetes API server on loopback for tests: real HTTP, the wire as recorded from 1.36, a small simulation behind it, and
/// faults on demand.
/// </summary>
public sealed class ApiDouble : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ObjectWrites _writes;
    private readonly ConcurrentQueue<string> _requests = new();

    private ApiDouble(TimeProvider time)
    {
        Jobs = new(Store, time);
        _writes = new(Store, Faults, Jobs);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Map("/api/v1/namespaces/{ns}/{resource}/{name?}", AnswerAsync);
        _server.Map("/apis/{group}/v1/namespaces/{ns}/{resource}/{name?}", AnswerAsync);
        _server.MapGet("/api/v1/namespaces/{ns}/pods/{name}/log", AnswerLogAsync);
        _server.MapGet("/version", AnswerVersionAsync);
        _server.MapGet("/api", call => AnswerAsync(call, 200, new() { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") }));
        _server.MapGet("/apis", call => AnswerAsync(call, 200, new() { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray() }));
        _server.MapGet("/api/v1", call => AnswerAsync(call, 200, new()
        {
            ["kind"] = "APIResourceList",
            ["groupVersion"] = "v1",
            ["resources"] = new JsonArray(Resource("secrets", "Secret"), Resource("serviceaccounts", "ServiceAccount")),
        }));
        _server.MapPost("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", AnswerReviewAsync);
    }

    /// <summary>Everything that it has.</summary>
    public ObjectStore Store { get; } = new();

    /// <summary>What goes wrong.</summary>
    public ApiFaults Faults { get; } = new();

    /// <summary>The controllers.</summary>
    public JobSimulation Jobs { get; }

    /// <summary>The token that it asks for; null: none.</summary>
    public string? Token { get; set; }

    /// <summary>The version that it says it has.</summary>
    public string GitVersion { get; set; } = "v1.36.0";

    /// <summary>A warning that it adds to what it answers to a dry run; null: none.</summary>
    public string? Warning { get; set; }

    /// <summary>Rights that the caller lacks, as <c>verb resource</c>, such as <c>get pods/log</c>.</summary>
    public IReadOnlyCollection<string> Denied { get; set; } = [];

    /// <summary>Bookmarks written to watches so far.</summary>
    public int Bookmarks => Faults.Bookmarks;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_server.Urls.First());

    /// <summary>The requests so far, as <c>GET pods</c>, <c>WATCH pods</c>, <c>LOG</c>.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Starts one.</summary>
    public static async Task<ApiDouble> StartAsync(TimeProvider? time = null)
    {
        var made = new ApiDouble(time ?? TimeProvider.System);
        await made._server.StartAsync();
        return made;
    }

    /// <summary>Writes a kubeconfig for it.</summary>
    /// <param name="caller">The token in it, by which faults tell callers apart; null: the one that is asked for, or any.</param>
    public string Kubeconfig(string @namespace, string? caller = null) => $"""
        apiVersion: v1
        kind: Config
        current-context: double
        clusters: [ {"{"} name: double, cluster: {"{"} server: "{Address}" {"}"} {"}"} ]
        contexts: [ {"{"} name: double, context: {"{"} cluster: double, user: agent, namespace: {@namespace} {"}"} {"}"} ]
        users: [ {"{"} name: agent, user: {"{"} token: "{caller ?? Token ?? "any"}" {"}"} {"}"} ]
        """;

    /// <summary>Stops it; open watches end.</summary>
    public async ValueTask DisposeAsync()
    {
        Faults.DropWatches();
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext call)
    {
        var (resource, @namespace, name) = ((string)call.Request.RouteValues["resource"]!, (string)call.Request.RouteValues["ns"]!, (string?)call.Request.RouteValues["name"]);
        var watch = call.Request.Query["watch"] == "true";
        var verb = watch ? "WATCH" : call.Request.Method;
        _requests.Enqueue($"{verb} {resource}");
        var request = new ApiRequest(call.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal), verb, resource);
        if (Faults.Hangs(request))
        {
            await HangAsync(call);
            return;
        }

        if (await RefusesAsync(call, Faults.Refusal(request)))
            return;

        try
        {
            if (watch)
                await new WatchAnswer(Store, Faults, resource, @namespace, call).WriteAsync();
            else
                await AnswerOnceAsync(call, resource, @namespace, name, Faults.LosesAnswer(request));
        }
        catch (ApiRefusedException e)
        {
            await RefuseAsync(call, e.Status);
        }
    }

    private async Task AnswerOnceAsync(HttpContext call, string resource, string @namespace, string? name, bool losesAnswer)
    {
        var answer = await DoAsync(call, resource, @namespace, name);
        if (losesAnswer)
            call.Abort();
        else
            await AnswerAsync(call, call.Request.Method is "POST" ? 201 : 200, answer);
    }

    private async Task<JsonObject> DoAsync(HttpContext call, string resource, string @namespace, string? name)
    {
        switch (call.Request.Method)
        {
            case "GET" when name is null:
                return ListAnswer.Of(Store, resource, @namespace, call.Request.Query);
            case "GET":
                return _writes.Get(resource, @namespace, name);
            case "POST" when call.Request.Query["dryRun"] == "All":
                if (Warning is { } warning)
                    call.Response.Headers["Warning"] = $"299 - \"{warning.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
                return _writes.TryCreate(resource, @namespace, await BodyAsync(call));
            case "POST":
                return _writes.Create(resource, @namespace, await BodyAsync(call));
            case "PUT":
                return _writes.Replace(resource, @namespace, name!, await BodyAsync(call));
            case "PATCH" when call.Request.ContentType is { } type && type.StartsWith("application/merge-patch+json", StringComparison.Ordinal):
                return _writes.MergePatch(resource, @namespace, name!, await BodyAsync(call));
            case "DELETE":
                await BodyAsync(call);
                _writes.Delete(resource, @namespace, name!);
                return new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success" };
            default:
                throw new ApiRefusedException(new(415, "UnsupportedMediaType", "the body of the request was in an unknown format"));
        }
    }

    private static async Task HangAsync(HttpContext call)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = call.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private async Task AnswerLogAsync(HttpContext call, string ns, string name)
    {
        _requests.Enqueue("LOG");
        if (await RefusesAsync(call))
            return;

        var state = Store.Find("pods", ns, name);
        if (state is null)
            await RefuseAsync(call, ApiStatus.NotFound("pods", name));
        else if (Faults.LogsAreAway)
            await RefuseAsync(call, new(500, "InternalError", "Get \"https://192.0.2.1:10250/containerLogs\": dial tcp 192.0.2.1:10250: connect: connection refused"));
        else if (state["status"]?["containerStatuses"]?[0]?["state"]?["waiting"]?["reason"] is { } waiting)
            await RefuseAsync(call, new(400, "BadRequest", $"container \"main\" in pod \"{name}\" is waiting to start: {waiting}"));
        else if (Jobs.Find(name) is { } pod)
            await CopyLogAsync(call, pod.Log);
        else
            call.Response.StatusCode = 204;
    }

    private static async Task CopyLogAsync(HttpContext call, PodLog log)
    {
        call.Response.ContentType = "text/plain";
        try
        {
            await log.CopyAsync(call.Response.Body, call.Request.Query["follow"] == "true", call.RequestAborted);
        }
        catch (OperationCanceledException) when (call.RequestAborted.IsCancellationRequested)
        {
            // The reader left.
        }
    }

    private async Task AnswerReviewAsync(HttpContext call)
    {
        var review = await BodyAsync(call);
        var asked = review["spec"]!["resourceAttributes"]!;
        var resource = asked["subresource"] is { } sub ? $"{asked["resource"]}/{sub}" : $"{asked["resource"]}";
        review["status"] = new JsonObject { ["allowed"] = !Denied.Contains($"{asked["verb"]} {resource}") };
        await AnswerAsync(call, 201, review);
    }

    private async Task<bool> RefusesAsync(HttpContext call, ApiStatus? refusal = null)
    {
        refusal ??= Faults.TakeRefusal();
        if (refusal is null && Token is { } token && call.Request.Headers.Authorization != $"Bearer {token}")
            refusal = new(401, "Unauthorized", "Unauthorized");
        refusal ??= RefusalOfRights(call);
        if (refusal is null)
            return false;

        await RefuseAsync(call, refusal);
        return true;
    }

    private static JsonObject Resource(string name, string kind) =>
        new() { ["name"] = name, ["singularName"] = "", ["namespaced"] = true, ["kind"] = kind, ["verbs"] = new JsonArray("get") };

    private async Task AnswerVersionAsync(HttpContext call)
    {
        var parts = GitVersion.TrimStart('v').Split('.');
        await AnswerAsync(call, 200, new() { ["major"] = parts[0], ["minor"] = parts[1], ["gitVersion"] = GitVersion });
    }

    private ApiStatus? RefusalOfRights(HttpContext call)
    {
        var (resource, name) = ((string?)call.Request.RouteValues["resource"], (string?)call.Request.RouteValues["name"]);
        var verb = call.Request.Method switch
        {
            "GET" when call.Request.Query["watch"] == "true" => "watch",
            "GET" => name is null ? "list" : "get",
            "POST" => "create",
            "PUT" => "update",
            var other => other.ToLowerInvariant(),
        };
        return Denied.Contains($"{verb} {resource}")
            ? new(403, "Forbidden", $"{resource} \"{name}\" is forbidden: User \"system:serviceaccount:jobs:agent\" cannot {verb} resource \"{resource}\" in API group \"\" in the namespace \"jobs\"")
            : null;
    }

    private static async Task RefuseAsync(HttpContext call, ApiStatus status)
    {
        if (status.RetryAfter is { } seconds)
            call.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!status.IsPlainText)
        {
            await AnswerAsync(call, status.Code, status.ToJson());
            return;
        }

        call.Response.StatusCode = status.Code;
        call.Response.ContentType = "text/plain; charset=utf-8";
        await call.Response.WriteAsync(status.Message);
    }

    private static async Task<JsonObject> BodyAsync(HttpContext call)
    {
        try
        {
            return (await JsonNode.ParseAsync(call.Request.Body))?.AsObject() ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static async Task AnswerAsync(HttpContext call, int status, JsonObject body)
    {
        call.Response.StatusCode = status;
        call.Response.ContentType = "application/json";
        await call.Response.WriteAsync(body.ToJsonString());
    }
}
