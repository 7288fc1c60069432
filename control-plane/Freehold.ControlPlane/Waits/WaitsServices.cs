using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Waits;

internal static class WaitsServices
{
    public static IServiceCollection AddWaits(this IServiceCollection services) => services.AddSingleton<WaitQuery>();

    public static void MapWaits(this IEndpointRouteBuilder api) => api
        .MapGet("/agents/{label}/slots", SlotsAsync).WithTags("Agents").WithName("GetAgentSlots")
        .WithSummary("Who has the agent's slots, longest first, at most 20").Fails(ProblemTypes.NotFound);

    private static async Task<Results<Ok<AgentSlotsView>, ProblemHttpResult>> SlotsAsync(
        string label, Caller caller, AgentQueries agents, WaitQuery waits, CancellationToken cancellationToken) =>
        await agents.FindAsync(caller.OrganizationId, label, cancellationToken) is { } agent
            ? TypedResults.Ok(new AgentSlotsView(await waits.HoldersAsync(agent.Id, cancellationToken), agent.MaxConcurrent))
            : Problem.NotFound("agent");
}
