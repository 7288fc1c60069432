using System.Text;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.Projects;
using Freehold.ControlPlane.RestApi;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Sealing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.Grants;

/// <summary>
/// Short-lived credentials for people, by way of an agent: the agent decides and makes them, and seals them for the recipient.
/// What passes here cannot be read here.
/// </summary>
internal static class GrantsEndpoints
{
    private const int LongestPrefix = 1024;
    private const int LongestWait = 30;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public static void MapGrants(this IEndpointRouteBuilder api)
    {
        var grants = api.MapGroup("/projects/{project}/grants").WithTags("Grants").Fails(ProblemTypes.NotFound);

        grants.MapGet("", ListAsync).WithName("ListGrants").WithSummary("Grants of a project, newest first")
            .Fails(ProblemTypes.InvalidRequest, ProblemTypes.InvalidCursor);
        grants.MapGet("/{id:guid}", GetAsync).WithName("GetGrant")
            .WithSummary("One grant; with wait (seconds, at most 30) the answer comes when the agent has answered").Fails(ProblemTypes.InvalidRequest);
        grants.MapPost("", AskAsync).RequireAuthorization(Rights.Operate).WithName("AskForGrant")
            .WithSummary("Asks an agent for short-lived credentials to a prefix, sealed for the recipient's key")
            .Fails(ProblemTypes.InvalidRequest, ProblemTypes.Forbidden);
    }

    private static async Task<Results<Created<GrantView>, ProblemHttpResult>> AskAsync(
        string project, NewGrant asked, Caller caller, ProjectStore projects, GrantStore grants, DispatchSignal dispatch,
        ILogger<GrantStore> log, CancellationToken cancellationToken)
    {
        // 1. What is asked for.
        if (asked.Access is not ("read" or "write"))
            return Problem.Of(ProblemTypes.InvalidRequest, "access must be read or write.");
        if (ProblemOfPrefix(asked.Prefix) is { } badPrefix)
            return Problem.Of(ProblemTypes.InvalidRequest, $"prefix {badPrefix}.");
        if (!Durations.TryParse(asked.Lifetime, out var lifetime) || lifetime < Shortest || lifetime > Longest)
            return Problem.Of(ProblemTypes.InvalidRequest, "lifetime must be a duration from 15m to 12h.");
        if (ReadKey(asked.RecipientKey) is not { } key)
            return Problem.Of(ProblemTypes.InvalidRequest, "recipientKey must be a P-256 public key: SubjectPublicKeyInfo (DER) in base64.");

        // 2. Stored, then sent.
        if (await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is not { } projectId)
            return Problem.NotFound("project");
        var id = Guid.CreateVersion7();
        if (await grants.AddAsync(id, caller.OrganizationId, projectId, asked, lifetime, key, caller.Name, cancellationToken) is not { } agentId)
            return Problem.NotFound("agent");
        log.Asked(id, asked.Access, asked.Prefix, lifetime, asked.Agent, caller.Name);
        dispatch.WakeToAskForGrants(agentId);

        var view = await grants.FindAsync(projectId, id, cancellationToken);
        return TypedResults.Created($"/api/v1/projects/{project}/grants/{id}", view);
    }

    private static async Task<Results<Ok<GrantView>, ProblemHttpResult>> GetAsync(
        string project, Guid id, Caller caller, ProjectStore projects, GrantStore grants, TimeProvider time,
        [FromQuery] int? wait, CancellationToken cancellationToken)
    {
        if (wait is < 0 or > LongestWait)
            return Problem.Of(ProblemTypes.InvalidRequest, $"wait must be 0 to {LongestWait} seconds.");
        if (await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is not { } projectId)
            return Problem.NotFound("grant");

        // Looked for, not signalled: the answer may be stored by any replica, and few people wait for seconds at most.
        var until = time.GetUtcNow().AddSeconds(wait ?? 0);
        while (true)
        {
            if (await grants.FindAsync(projectId, id, cancellationToken) is not { } grant)
                return Problem.NotFound("grant");
            if (grant.State != "requested" || time.GetUtcNow() >= until)
                return TypedResults.Ok(grant);
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    private static async Task<Results<Ok<Page<GrantView>>, ProblemHttpResult>> ListAsync(
        string project, Caller caller, ProjectStore projects, GrantStore grants,
        [FromQuery] string? cursor, [FromQuery] int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return Problem.Of(ProblemTypes.InvalidRequest, $"limit must be 1 to {Paging.MaxLimit}.");
        Guid? before = null;
        if (cursor is not null)
        {
            if (!Cursor.TryRead(cursor, out Guid last))
                return Problem.Of(ProblemTypes.InvalidCursor, "Use the nextCursor of the page before as it is.");
            before = last;
        }

        if (await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is not { } projectId)
            return Problem.NotFound("project");

        var most = limit ?? Paging.DefaultLimit;
        var found = await grants.ListAsync(projectId, before, most + 1, cancellationToken);
        return TypedResults.Ok(Paging.Cut(found, most, grant => Cursor.Of(grant.Id)));
    }

    private static string? ProblemOfPrefix(string prefix) => prefix switch
    {
        _ when Encoding.UTF8.GetByteCount(prefix) > LongestPrefix => $"is over {LongestPrefix} bytes",
        _ when prefix.StartsWith("file:", StringComparison.Ordinal) => "must lie in an object store; a folder has no credentials of its own",
        _ when !ObjectUri.IsValid(prefix, out var reason) => reason,
        _ when prefix.AsSpan().IndexOfAny('*', '?') >= 0 => "cannot hold * or ?",
        _ when !prefix.EndsWith('/') => "must end with /",
        _ => null,
    };

    private static byte[]? ReadKey(string base64)
    {
        var bytes = new byte[256];
        if (base64.Length > 344 || !Convert.TryFromBase64String(base64, bytes, out var length))
            return null;

        using var key = SealedBox.ReadRecipient(bytes.AsSpan(0, length));
        return key is null ? null : bytes[..length];
    }
}
