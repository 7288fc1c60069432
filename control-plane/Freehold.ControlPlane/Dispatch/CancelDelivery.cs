using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Jobs;
using Freehold.Protocol.V1;
using Npgsql;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>
/// Sends agents the cancellations that people asked for. Sent again with each sweep until the agent reports the end: the
/// agent takes a repeat as said.
/// </summary>
internal sealed class CancelDelivery(NpgsqlDataSource database, ConnectedAgents agents)
{
    /// <summary>To those of these agents that are connected here; the others hear of it with their next hello.</summary>
    public async Task DeliverAsync(Guid[] agentIds, CancellationToken cancellationToken)
    {
        foreach (var ofAgent in (await ReadAsync(agentIds, cancellationToken)).ToLookup(asked => asked.AgentId, asked => asked.Attempt))
            agents.Find(ofAgent.Key)?.PostAll(DispatchMessages.Cancel(ofAgent, CancelReason.Requested));
    }

    private async Task<List<(Guid AgentId, AttemptKey Attempt)>> ReadAsync(Guid[] agentIds, CancellationToken cancellationToken)
    {
        const string Sql = """
            select a.agent_id, a.job_id, a.number
            from attempts a
            join jobs j on j.id = a.job_id and j.attempt = a.number
            where a.agent_id = any (@agents) and a.state <> 'ended' and j.cancel_asked_at is not null
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("agents", agentIds));
        var asked = new List<(Guid AgentId, AttemptKey Attempt)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            asked.Add((rows.GetGuid(0), new(rows.GetGuid(1), rows.GetInt32(2))));
        return asked;
    }
}
