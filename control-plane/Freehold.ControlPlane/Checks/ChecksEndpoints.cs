using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.Checks;

/// <summary>Has an agent check its surroundings, and shows what it found.</summary>
internal static class ChecksEndpoints
{
    private const int LongestWait = 30;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public static void MapChecks(this IEndpointRouteBuilder api)
    {
        var check = api.MapGroup("/agents/{label}/check").WithTags("Agents").Fails(ProblemTypes.NotFound);

        check.MapGet("", GetAsync).WithName("GetAgentCheck")
            .WithSummary("What the newest check of an agent found; with wait (seconds, at most 30) the answer comes when no request is pending any more")
            .Fails(ProblemTypes.InvalidRequest);
        check.MapPost("", AskAsync).RequireAuthorization(Rights.Operate).WithName("CheckAgent")
            .WithSummary("Asks an agent to check its surroundings now").Fails(ProblemTypes.Forbidden, ProblemTypes.AgentNotConnected);
    }

    private static async Task<Results<Accepted<CheckRequestView>, ProblemHttpResult>> AskAsync(
        string label, NewCheck? asked, Caller caller, AgentQueries agents, CheckStore checks, DispatchSignal dispatch, TimeProvider time,
        ILogger<CheckStore> log, CancellationToken cancellationToken)
    {
        if (await agents.FindAsync(caller.OrganizationId, label, cancellationToken) is not { } agent)
            return Problem.NotFound("agent");
        if (!agent.Connected)
            return Problem.Of(ProblemTypes.AgentNotConnected, WhatToDo(agent));

        var id = Guid.CreateVersion7();
        await checks.AskAsync(id, agent.Id, asked?.WithoutPods is true, caller.Name, cancellationToken);
        log.Asked(id, label, caller.Name);
        dispatch.WakeToAskForGrants(agent.Id);
        return TypedResults.Accepted($"/api/v1/agents/{label}/check", new CheckRequestView(id, "requested", asked?.WithoutPods is true, caller.Name, time.GetUtcNow()));
    }

    private static async Task<Results<Ok<AgentCheckView>, ProblemHttpResult>> GetAsync(
        string label, Caller caller, AgentQueries agents, CheckStore checks, TimeProvider time, [FromQuery] int? wait, CancellationToken cancellationToken)
    {
        if (wait is < 0 or > LongestWait)
            return Problem.Of(ProblemTypes.InvalidRequest, $"wait must be 0 to {LongestWait} seconds.");
        if (await agents.FindAsync(caller.OrganizationId, label, cancellationToken) is not { } agent)
            return Problem.NotFound("agent");

        // Looked for, not signalled: the answer may be stored by any replica, and few people wait.
        var until = time.GetUtcNow().AddSeconds(wait ?? 0);
        while (true)
        {
            var check = await checks.FindAsync(agent.Id, cancellationToken);
            if (check.Pending is not { State: "requested" } || time.GetUtcNow() >= until)
                return TypedResults.Ok(check);
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    private static string WhatToDo(AgentView agent) => agent.Status switch
    {
        AgentStatus.NeverConnected => "The agent has never connected. Where it is to run, freehold-agent check (or helm test) says why.",
        AgentStatus.Reconnecting => "The agent has lost its stream just now and will be back in a moment. Try again; if it stays away, run freehold-agent check where it runs.",
        _ => "The agent is away. Where it runs, freehold-agent check (or helm test) says why; its last check is at GET …/check.",
    };
}
