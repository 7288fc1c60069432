using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Identity;
using Freehold.Protocol.V1;
using Grpc.Core;
using Npgsql;

namespace Freehold.ControlPlane.Tests.AgentStreams;

/// <summary>Takes a token's id for the token. How real tokens are signed and checked is tested with identity.</summary>
internal sealed class PlainTokens(NpgsqlDataSource database) : IAgentAuthenticator
{
    public async Task<AgentIdentity> AuthenticateAsync(ServerCallContext call, CancellationToken cancellationToken)
    {
        if (call.RequestHeaders.GetValue("authorization") is not { } header)
            throw Refusal.Of(RefusalReason.TokenMissing);

        await using var command = database.CreateCommand(
            "select a.id, a.organization_id, a.label, t.id from agent_tokens t join agents a on a.id = t.agent_id where t.id = $1 and t.revoked_at is null");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(header["Bearer ".Length..]) });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
            throw Refusal.Of(RefusalReason.TokenRevoked);
        return new(rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), rows.GetGuid(3));
    }
}
