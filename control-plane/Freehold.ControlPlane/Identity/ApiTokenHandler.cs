using System.Security.Claims;
using System.Text.Encodings.Web;
using Freehold.ControlPlane.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Identity;

/// <summary>Reads <c>Authorization: Bearer fh_…</c>.</summary>
internal sealed class ApiTokenHandler(
    ApiTokenStore tokens, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "ApiToken";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        // Another kind of token, as each agent's stream has it, is none of our business, and no news for the log.
        var token = header[Bearer.Length..].Trim();
        if (!ApiToken.IsWellFormed(token))
            return AuthenticateResult.NoResult();
        if (await tokens.FindAsync(ApiToken.HashOf(token), Context.RequestAborted) is not { } caller)
            return AuthenticateResult.Fail("unknown, revoked or expired token");

        Context.Features.Set(caller);
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, caller.Name), new(ClaimTypes.Role, caller.Role.Name())], SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        var detail = Request.Headers.Authorization.Count == 0
            ? "Send the header Authorization: Bearer <API token>."
            : "The token is unknown, revoked or expired.";
        return Problem.Of(ProblemTypes.Unauthenticated, detail).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var role = Context.Features.Get<Caller>()?.Role.Name();
        return Problem.Of(ProblemTypes.Forbidden, $"The token's role is {role}; ask an owner of the organization.").ExecuteAsync(Context);
    }
}
