using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Database;
using Freehold.Hosting.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Identity;

internal static class IdentityServices
{
    /// <summary>Section <c>Identity</c>; API tokens for people and scripts, agent tokens for agents.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddOptionsSection(IdentityOptions.Section, new IdentityOptionsValidator());
        services.AddOptionsCheck<IdentityOptions, DatabaseOptions>((identity, database) =>
            database.IsEmbedded || identity.SigningKeyFile is not null
                ? []
                : [$"{IdentityOptions.Section}:{nameof(identity.SigningKeyFile)}: is required with a database that is not our own"]);

        services.AddSingleton<ApiTokenStore>();
        services.AddAuthentication(ApiTokenHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, displayName: null, configureOptions: null);
        // Authentication brings data protection along, whose keys would end up in the home directory; nothing of ours needs them.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthorizationBuilder()
            .AddPolicy(Rights.Look, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Rights.Operate, policy => policy.RequireRole(Role.Operator.Name(), Role.Owner.Name()))
            .AddPolicy(Rights.Own, policy => policy.RequireRole(Role.Owner.Name()));

        services.AddSingleton(provider => new Es256Jwt(SigningKey.Load(
            provider.GetRequiredService<IOptions<IdentityOptions>>().Value, provider.GetRequiredService<IOptions<DatabaseOptions>>().Value)));
        services.AddSingleton<AgentTokenIssuer>();
        services.AddSingleton<AgentTokenCheck>();
        services.AddSingleton<AgentRefusals>();
        services.AddSingleton<IAgentAuthenticator, AgentAuthenticator>();
        services.AddSingleton<FirstStart>();
        return services;
    }

    /// <summary>Checks the signing key and, on an empty database, makes the first organization and its owner's token.</summary>
    public static async Task PrepareIdentityAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        services.GetRequiredService<Es256Jwt>();
        await services.GetRequiredService<FirstStart>().RunAsync(cancellationToken);
    }
}
