using System.Net;
using System.Text.Json;
using k8s.Autorest;
using k8s.Models;

namespace Freehold.Agent.Kubernetes;

/// <summary>What a request to the API server came to when it did not succeed.</summary>
/// <param name="Status">Null when no answer came.</param>
/// <param name="Reason">The server's word, such as <c>AlreadyExists</c>; empty when it gave none.</param>
/// <param name="Message">The server's sentence; empty when it gave none. Names objects, holds no data.</param>
internal sealed record ApiFailure(HttpStatusCode? Status, string Reason, string Message)
{
    public bool IsNotFound => Status is HttpStatusCode.NotFound;

    public bool AlreadyExists => Status is HttpStatusCode.Conflict && Reason is "AlreadyExists";

    /// <summary>409 for an object that is there, but is being deleted: the name will be free.</summary>
    public bool IsBeingDeleted => AlreadyExists && Message.Contains("object is being deleted", StringComparison.Ordinal);

    public bool IsGone => Status is HttpStatusCode.Gone;

    public bool ExceedsQuota => Status is HttpStatusCode.Forbidden && Message.Contains("exceeded quota", StringComparison.Ordinal);

    /// <summary>Whether the same request may succeed later without anybody doing anything.</summary>
    public bool IsTransient => Status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Unauthorized
        or >= HttpStatusCode.InternalServerError;

    /// <summary>For a filter: whether the exception is one of a request that failed, and not a bug or a cancellation.</summary>
    /// <param name="cancelled">The caller's own token: when it fired, a cancellation is no failure of the request.</param>
    public static bool IsOne(Exception e, CancellationToken cancelled) => e is HttpOperationException or HttpRequestException or IOException or k8s.KubernetesException
        || e is OperationCanceledException && !cancelled.IsCancellationRequested;

    public static ApiFailure Of(Exception e) => e switch
    {
        HttpOperationException { Response: { } answer } => Of(answer),
        k8s.KubernetesException { Status: { } status } => new((HttpStatusCode?)status.Code, status.Reason ?? "", status.Message ?? ""),
        OperationCanceledException => new(Status: null, "Timeout", "no answer in time"),
        _ => new(Status: null, "Unreachable", e.GetType().Name),
    };

    public override string ToString() => $"{(int?)Status} {Reason}: {Message}".Trim();

    private static ApiFailure Of(HttpResponseMessageWrapper answer)
    {
        try
        {
            var status = k8s.KubernetesJson.Deserialize<V1Status>(answer.Content);
            return new(answer.StatusCode, status.Reason ?? "", status.Message ?? "");
        }
        catch (JsonException)
        {
            // Not all refusals are Status objects: those of the server's overload protection are plain text.
            return new(answer.StatusCode, "", "");
        }
    }
}
