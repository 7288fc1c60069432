using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.Identity;

/// <summary>A new agent token; shown once, never stored.</summary>
internal sealed record IssuedAgentToken(Guid Id, string Token, DateTimeOffset ExpiresAt);

/// <summary>Makes agent tokens.</summary>
internal sealed class AgentTokenIssuer(Es256Jwt jwt, IOptions<IdentityOptions> options, TimeProvider time)
{
    /// <summary>Who signs; checked by ourselves only.</summary>
    public const string Issuer = "freehold";

    /// <summary>What the token is good for.</summary>
    public const string Audience = "freehold-agent-gateway";

    /// <summary>Makes a token and writes its id, by which it can be revoked, in the transaction of the caller.</summary>
    public async Task<IssuedAgentToken> IssueAsync(
        NpgsqlConnection connection, Guid agentId, Guid organizationId, string label, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var expiresAt = issuedAt + options.Value.AgentTokenLifetime;

        await using var command = new NpgsqlCommand("insert into agent_tokens (id, agent_id, issued_at, expires_at) values ($1, $2, $3, $4)", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = agentId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = issuedAt });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = expiresAt });
        await command.ExecuteNonQueryAsync(cancellationToken);

        var token = jwt.Sign(new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = agentId.ToString(),
            ["jti"] = id.ToString(),
            ["iat"] = issuedAt.ToUnixTimeSeconds(),
            ["exp"] = expiresAt.ToUnixTimeSeconds(),
            ["label"] = label,
            ["org"] = organizationId.ToString(),
        });
        return new(id, token, expiresAt);
    }
}
