using Freehold.ControlPlane.AgentStreams;
using Npgsql;

namespace Freehold.ControlPlane.Agents;

/// <summary>
/// The words for whether an agent is there, and the SQL expressions that decide; nowhere else is it decided. All are for
/// queries that join <c>agent_sessions s</c>, and null, thus not true, when the agent never connected.
/// </summary>
internal static class AgentStatus
{
    public const string Connected = "connected";
    public const string Reconnecting = "reconnecting";
    public const string Disconnected = "disconnected";
    public const string NeverConnected = "never_connected";

    /// <summary>The ending of a stream whose replica of the control plane did not live to write one down.</summary>
    public const string NobodySaw = "unseen";

    /// <summary>True for an agent whose stream is open and was heard within <c>@silence</c>.</summary>
    public const string IsConnectedSql = "(s.ended_at is null and s.last_heard_at > now() - @silence)";

    /// <summary>
    /// When the agent's lease runs out, if it is not heard before. The control plane's own absence does not count: while no
    /// replica has said for <c>@absence</c> that it is alive, the lease begins now, and after that when one was back.
    /// </summary>
    public const string LeaseEndSql = """
        (case when s.agent_id is not null then @lease + greatest(s.last_heard_at,
           (select case when now() - alive_at > @absence then now() else resumed_at end from control_plane_presence)) end)
        """;

    /// <summary>True for an agent whose lease holds: it is there, or may be back at any moment.</summary>
    public const string HoldsLeaseSql = $"({LeaseEndSql} > now())";

    /// <summary>One of the words above.</summary>
    public const string WordSql = $"""
        (case when s.agent_id is null then '{NeverConnected}' when {IsConnectedSql} then '{Connected}'
              when {HoldsLeaseSql} then '{Reconnecting}' else '{Disconnected}' end)
        """;

    /// <summary>Since when the word is true; null for an agent that never connected.</summary>
    public const string SinceSql = $"""
        (case when {IsConnectedSql} then s.connected_at
              when {HoldsLeaseSql} then coalesce(s.ended_at, s.last_heard_at + @silence) else {LeaseEndSql} end)
        """;

    /// <summary>Adds the parameters that the expressions name.</summary>
    public static void AddStatus(this NpgsqlParameterCollection parameters, AgentStreamOptions streams)
    {
        parameters.Add(new NpgsqlParameter<TimeSpan>("silence", streams.Silence));
        parameters.AddLease(streams);
    }

    /// <summary>Adds the parameters that <see cref="LeaseEndSql"/> and <see cref="HoldsLeaseSql"/> name.</summary>
    public static void AddLease(this NpgsqlParameterCollection parameters, AgentStreamOptions streams)
    {
        parameters.Add(new NpgsqlParameter<TimeSpan>("lease", streams.Lease));
        parameters.Add(new NpgsqlParameter<TimeSpan>("absence", streams.Absence));
    }
}
