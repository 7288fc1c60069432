using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;
using Npgsql;

namespace Freehold.ControlPlane.Identity;

/// <summary>Remembers on the agent's row why it was last turned away, for the people who look after it.</summary>
internal sealed class AgentRefusals(NpgsqlDataSource database)
{
    public async Task RecordAsync(Guid agentId, RefusalReason reason, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update agents set refusal = $2, refused_at = now() where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = agentId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Refusal.Name(reason) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
