using Freehold.Protocol.V1;
using Npgsql;

namespace Freehold.ControlPlane.Identity;

/// <summary>What came of looking at an agent token: an agent, or the reason for turning it away.</summary>
/// <param name="KnownAgent">The agent that a good signature names, also when it is refused.</param>
internal readonly record struct AgentTokenVerdict(AgentIdentity? Agent, RefusalReason Reason, Guid? KnownAgent);

/// <summary>Judges agent tokens: signature and claims first, then the database, which knows of revocations.</summary>
internal sealed class AgentTokenCheck(Es256Jwt jwt, NpgsqlDataSource database, TimeProvider time)
{
    // Clocks of two control planes differ a little.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    public async Task<AgentTokenVerdict> JudgeAsync(string token, CancellationToken cancellationToken)
    {
        // 1. Ours, and whole?
        if (!jwt.TryVerify(token, out var claims)
            || Es256Jwt.Text(claims, "iss") != AgentTokenIssuer.Issuer
            || Es256Jwt.Text(claims, "aud") != AgentTokenIssuer.Audience
            || !Guid.TryParse(Es256Jwt.Text(claims, "sub"), out var agentId)
            || !Guid.TryParse(Es256Jwt.Text(claims, "jti"), out var tokenId)
            || Es256Jwt.Time(claims, "exp") is not { } expiresAt)
        {
            return new(null, RefusalReason.TokenInvalid, null);
        }

        // 2. Known, and still wanted?
        const string Sql = """
            select a.organization_id, a.label, a.removed_at is not null, t.revoked_at is not null
            from agent_tokens t
            join agents a on a.id = t.agent_id
            where t.id = $1 and a.id = $2
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tokenId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = agentId });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
            return new(null, RefusalReason.TokenInvalid, null);

        if (rows.GetBoolean(2))
            return new(null, RefusalReason.AgentRemoved, agentId);
        if (rows.GetBoolean(3))
            return new(null, RefusalReason.TokenRevoked, agentId);
        if (time.GetUtcNow() > expiresAt + ClockSkew)
            return new(null, RefusalReason.TokenExpired, agentId);

        return new(new(agentId, rows.GetGuid(0), rows.GetString(1), tokenId), RefusalReason.Unspecified, agentId);
    }
}
