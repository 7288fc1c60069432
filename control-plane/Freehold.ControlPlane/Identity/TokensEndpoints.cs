using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.RestApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Identity;

/// <summary>Asks for an API token.</summary>
public sealed record NewApiToken
{
    /// <summary>For people, for example the script that uses it; 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>owner, operator or viewer.</summary>
    public required string Role { get; init; }

    /// <summary>When it stops to be good. Default never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A new API token.</summary>
/// <param name="Token">The token itself: shown this once.</param>
/// <param name="View">The token as lists show it.</param>
public sealed record MadeApiToken(string Token, ApiTokenView View);

internal static class TokensEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").RequireAuthorization(Rights.Own).WithTags("Identity").Fails(ProblemTypes.Forbidden);

        tokens.MapGet("", ListAsync).WithName("ListTokens").WithSummary("All API tokens of the organization, newest first");
        tokens.MapPost("", MakeAsync).WithName("MakeToken").WithSummary("Makes an API token; the answer shows it once")
            .Fails(ProblemTypes.InvalidRequest);
        tokens.MapDelete("/{id:guid}", RevokeAsync).WithName("RevokeToken").WithSummary("Revokes an API token at once and for good")
            .Fails(ProblemTypes.NotFound, ProblemTypes.LastOwner);
    }

    private static async Task<Page<ApiTokenView>> ListAsync(Caller caller, ApiTokenStore tokens, CancellationToken cancellationToken) =>
        new(await tokens.ListAsync(caller.OrganizationId, cancellationToken), null);

    private static async Task<Results<Created<MadeApiToken>, ProblemHttpResult>> MakeAsync(
        NewApiToken asked, Caller caller, ApiTokenStore tokens, TimeProvider time, ILogger<ApiTokenStore> log, CancellationToken cancellationToken)
    {
        if (asked.Name.Trim() is not { Length: >= 1 and <= 200 } name || name.Any(char.IsControl))
            return Problem.Of(ProblemTypes.InvalidRequest, "name must have 1 to 200 characters, none of them a control character.");
        if (!Enum.GetValues<Role>().Any(role => role.Name() == asked.Role))
            return Problem.Of(ProblemTypes.InvalidRequest, "role must be owner, operator or viewer.");
        if (asked.ExpiresAt <= time.GetUtcNow())
            return Problem.Of(ProblemTypes.InvalidRequest, "expiresAt must lie in the future.");

        var token = ApiToken.New();
        var made = await tokens.AddAsync(caller.OrganizationId, name, Roles.Parse(asked.Role), token, asked.ExpiresAt, cancellationToken);
        log.TokenMade(made.Id, made.Role, caller.Name);
        return TypedResults.Created($"/api/v1/tokens/{made.Id}", new MadeApiToken(token, made));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        Guid id, Caller caller, ApiTokenStore tokens, ILogger<ApiTokenStore> log, CancellationToken cancellationToken)
    {
        switch (await tokens.RevokeAsync(caller.OrganizationId, id, cancellationToken))
        {
            case TokenRevocation.NotFound:
                return Problem.NotFound("token");
            case TokenRevocation.LastOwner:
                return Problem.Of(ProblemTypes.LastOwner, "Make another owner's token that does not expire, then revoke this one.");
            default:
                log.TokenRevoked(id, caller.Name);
                return TypedResults.NoContent();
        }
    }
}
