namespace Freehold.ControlPlane.Problems;

/// <summary>Every kind of failed request; docs/problems.md explains each.</summary>
internal static class ProblemTypes
{
    public static readonly ProblemType InvalidRequest = new("invalid-request", 400, "The request cannot be understood");
    public static readonly ProblemType UnknownParameter = new("unknown-parameter", 400, "A query parameter is unknown");
    public static readonly ProblemType InvalidCursor = new("invalid-cursor", 400, "The cursor is not one of ours");
    public static readonly ProblemType InvalidBody = new("invalid-body", 400, "The body cannot be read");
    public static readonly ProblemType Unauthenticated = new("unauthenticated", 401, "A valid token is required");
    public static readonly ProblemType Forbidden = new("forbidden", 403, "The token's role does not allow this");
    public static readonly ProblemType NotEntitled = new("not-entitled", 403, "The entitlement does not cover this");
    public static readonly ProblemType NotFound = new("not-found", 404, "There is nothing here");
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "This cannot be done with it");
    public static readonly ProblemType IdempotencyConflict = new("idempotency-conflict", 409, "The idempotency key was used for another request");
    public static readonly ProblemType LabelTaken = new("label-taken", 409, "The label is in use");
    public static readonly ProblemType LastOwner = new("last-owner", 409, "It is the last owner's token");
    public static readonly ProblemType NotRetryable = new("not-retryable", 409, "The job cannot be tried again");
    public static readonly ProblemType AgentNotConnected = new("agent-not-connected", 409, "The agent is not connected");
    public static readonly ProblemType BodyTooLarge = new("body-too-large", 413, "The body is too large");
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "The body has an unknown content type");
    public static readonly ProblemType InvalidDocument = new("invalid-document", 422, "The job document has problems");
    public static readonly ProblemType InvalidEntitlement = new("invalid-entitlement", 422, "The entitlement is not accepted");
    public static readonly ProblemType Internal = new("internal", 500, "Something went wrong here");
    public static readonly ProblemType Unavailable = new("unavailable", 503, "The database cannot be reached");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProblemType> All { get; } =
    [
        InvalidRequest, UnknownParameter, InvalidCursor, InvalidBody, Unauthenticated, Forbidden, NotEntitled, NotFound, MethodNotAllowed,
        IdempotencyConflict, LabelTaken, LastOwner, NotRetryable, AgentNotConnected, BodyTooLarge, UnsupportedMediaType, InvalidDocument, InvalidEntitlement,
        Internal, Unavailable,
    ];

    /// <summary>The kind for a bare status code that the framework answered.</summary>
    public static ProblemType OfStatus(int status) => status switch
    {
        401 => Unauthenticated,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        503 => Unavailable,
        >= 500 => Internal,
        _ => InvalidRequest,
    };
}
