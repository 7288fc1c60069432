using System.Text.RegularExpressions;
using Freehold.ControlPlane.Agents.Installing;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.RestApi;
using Freehold.Protocol.V1;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.Agents;

internal static partial class AgentsEndpoints
{
    public static void MapAgents(this IEndpointRouteBuilder api)
    {
        var agents = api.MapGroup("/agents").WithTags("Agents");

        agents.MapGet("", ListAsync).WithName("ListAgents").WithSummary("All agents, by label").Fails(ProblemTypes.InvalidRequest);
        agents.MapGet("/{label}", GetAsync).WithName("GetAgent").WithSummary("One agent with its tokens").Fails(ProblemTypes.NotFound);

        var own = agents.MapGroup("").RequireAuthorization(Rights.Own).Fails(ProblemTypes.Forbidden);
        own.MapPost("", AddAsync).WithName("AddAgent").WithSummary("Adds an agent; the answer shows its token once")
            .Fails(ProblemTypes.InvalidRequest, ProblemTypes.NotEntitled, ProblemTypes.LabelTaken);
        own.MapDelete("/{label}", RemoveAsync).WithName("RemoveAgent")
            .WithSummary("Removes an agent for good: its stream ends, its tokens are revoked, its unfinished jobs are cancelled")
            .Fails(ProblemTypes.NotFound);
        own.MapPost("/{label}/tokens", AddTokenAsync).WithName("AddAgentToken")
            .WithSummary("Makes another token for an agent; the answer shows it once, those before it stay good").Fails(ProblemTypes.NotFound);
        own.MapDelete("/{label}/tokens/{id:guid}", RevokeTokenAsync).WithName("RevokeAgentToken")
            .WithSummary("Revokes a token of an agent; its stream ends, and it comes back only with another good token").Fails(ProblemTypes.NotFound);
    }

    private static async Task<Results<Ok<Page<AgentView>>, ProblemHttpResult>> ListAsync(
        Caller caller, AgentQueries agents, [FromQuery] string? cursor, [FromQuery] int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return Problem.Of(ProblemTypes.InvalidRequest, $"limit must be 1 to {Paging.MaxLimit}.");
        if (cursor is not null && !Label().IsMatch(cursor))
            return Problem.Of(ProblemTypes.InvalidCursor, "Use the nextCursor of the page before as it is.");

        var most = limit ?? Paging.DefaultLimit;
        return TypedResults.Ok(Paging.Cut(
            await agents.ListAsync(caller.OrganizationId, cursor, most + 1, cancellationToken), most, agent => agent.Label));
    }

    private static async Task<Results<Ok<AgentView>, ProblemHttpResult>> GetAsync(
        string label, Caller caller, AgentQueries agents, CancellationToken cancellationToken) =>
        await agents.FindAsync(caller.OrganizationId, label, cancellationToken) is { } agent
            ? TypedResults.Ok(agent)
            : Problem.NotFound("agent");

    private static async Task<Results<Created<AgentInstallation>, ProblemHttpResult>> AddAsync(
        NewAgent asked, Caller caller, AgentStore agents, EntitlementLimits limits, AgentInstallationWriter installation, ILogger<AgentStore> log,
        CancellationToken cancellationToken)
    {
        if (!Label().IsMatch(asked.Label))
        {
            return Problem.Of(ProblemTypes.InvalidRequest,
                "label must have 1 to 63 lower-case letters, digits and hyphens, and begin and end with a letter or digit.");
        }

        var size = new AgentSize(asked.Replicas ?? AgentSize.Default.Replicas, asked.Size ?? AgentSize.Default.Size);
        if (size.Problem is { } problem)
            return Problem.Of(ProblemTypes.InvalidRequest, problem);

        if (await limits.RefusalOfAgentAsync(caller.OrganizationId, size.Replicas, cancellationToken) is { } refusal)
            return refusal;

        if (await agents.AddAsync(caller.OrganizationId, asked.Label, size, caller.Name, cancellationToken) is not { } added)
            return Problem.Of(ProblemTypes.LabelTaken, "An agent has this label, or had it before it was removed. Choose another one.");

        log.AgentAdded(added.AgentId, asked.Label, caller.Name);
        return TypedResults.Created($"/api/v1/agents/{asked.Label}", installation.Write(added.AgentId, asked.Label, size, added.Token));
    }

    private static async Task<Results<Created<AgentInstallation>, ProblemHttpResult>> AddTokenAsync(
        string label, Caller caller, AgentStore agents, AgentInstallationWriter installation, ILogger<AgentStore> log,
        CancellationToken cancellationToken)
    {
        if (await agents.AddTokenAsync(caller.OrganizationId, label, cancellationToken) is not { } added)
            return Problem.NotFound("agent");

        log.AgentTokenMade(added.AgentId, added.Token.Id, caller.Name);
        return TypedResults.Created($"/api/v1/agents/{label}", installation.Write(added.AgentId, label, added.Size, added.Token));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeTokenAsync(
        string label, Guid id, Caller caller, AgentStore agents, ConnectedAgents connected, ILogger<AgentStore> log,
        CancellationToken cancellationToken)
    {
        if (await agents.RevokeTokenAsync(caller.OrganizationId, label, id, cancellationToken) is not { } agentId)
            return Problem.NotFound("token of this agent");

        // An agent that was given another token before comes back with that at once.
        connected.End(agentId, RefusalReason.TokenRevoked);
        log.AgentTokenRevoked(agentId, id, caller.Name);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string label, Caller caller, AgentStore agents, ConnectedAgents connected, JobChanges changes, ILogger<AgentStore> log,
        CancellationToken cancellationToken)
    {
        if (await agents.RemoveAsync(caller.OrganizationId, label, cancellationToken) is not { } removed)
            return Problem.NotFound("agent");

        connected.End(removed.AgentId, RefusalReason.AgentRemoved);
        foreach (var jobId in removed.Cancelled)
            changes.Publish(jobId);
        log.AgentRemoved(removed.AgentId, label, removed.Cancelled.Count, caller.Name);
        return TypedResults.NoContent();
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Label();
}
