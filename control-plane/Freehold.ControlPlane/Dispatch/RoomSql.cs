using Freehold.ControlPlane.Database;
using Npgsql;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>
/// What every statement that hands out jobs begins with: which sessions are still their agent's own, how many jobs each may
/// take, and what of its queue is worth a look.
/// </summary>
internal static class RoomSql
{
    /// <summary>
    /// CTEs <c>live</c>, <c>room</c> (agent_id, free, oldest) and <c>stretch</c>. A session row stays locked against a new
    /// hello until the commit, so that a hello sees all that older sessions were given.
    /// </summary>
    /// <remarks>
    /// Room is what the agent takes, less its attempts that have not ended: derived anew each time, so it cannot drift. Only
    /// the replica that holds the session makes attempts of it, and only one transaction at a time: <see cref="RoomTurn"/>.
    /// Where the organization's entitlement limits it, all of its agents count; the statement before has to be <see cref="Lock"/>,
    /// and no two of the sessions may be of the same limited organization.
    /// </remarks>
    /// <param name="whenLocked">Empty: wait for a hello that is under way. <c>skip locked</c>: do without that session.</param>
    public static string Of(string whenLocked) => $"""
        live as materialized (
          select s.agent_id, asking.max_concurrent, asking.since, asking.organization_id, asking.parallel_jobs
          from unnest(@agents, @sessions, @max, @since, @organizations, @parallel_jobs)
            as asking (agent_id, session_id, max_concurrent, since, organization_id, parallel_jobs)
          join agent_sessions s on s.agent_id = asking.agent_id and s.session_id = asking.session_id and s.ended_at is null
          order by s.agent_id
          for key share of s {whenLocked}
        ),
        room as materialized (
          select agent_id, greatest(0, least(max_concurrent - taken, parallel_jobs - running)) as free, coalesce(oldest, now()) as oldest
          from live
          cross join lateral (
            select count(*) as taken, min(assigned_at) as oldest
            from attempts
            where agent_id = live.agent_id and state <> 'ended' and assigned_at >= live.since
          ) as attempts
          cross join lateral (
            select count(*) as running
            from attempts
            where live.parallel_jobs < {ClaimingSession.Unlimited} and state <> 'ended'
              and agent_id in (select id from agents where organization_id = live.organization_id)
          ) as entitled
        ),
        stretch as (
          select * from unnest(@stretch_agents, @after_ranks, @after_ids, @before_ranks)
            as stretch (agent_id, after_rank, after_id, before_rank)
        )
        """;

    /// <summary>
    /// The jobs that <c>room.agent_id</c> could take now, in order: those never handed out, in the stretches, and those handed
    /// out before. For a lateral subquery.
    /// </summary>
    /// <param name="atMost">An expression: jobs to find of each part.</param>
    public static string Waiting(string atMost) => $"""
        select found.id, -found.priority as rank
        from stretch
        cross join lateral (
          select id, priority
          from jobs
          where agent_id = room.agent_id and state = 'queued' and attempt = 0 and not_before <= now()
            and (-priority, id) > (stretch.after_rank, stretch.after_id) and -priority < stretch.before_rank
          order by -priority, id
          limit {atMost}
        ) as found
        where stretch.agent_id = room.agent_id
        union all
        (select id, -priority
        from jobs
        where agent_id = room.agent_id and state = 'queued' and attempt > 0 and not_before <= now()
        order by -priority, id
        limit {atMost})
        """;

    /// <summary>
    /// Has other transactions that fill room of the same organizations wait until this one is committed; null when none is limited. A
    /// statement of its own, since the next one then sees what those before have committed.
    /// </summary>
    public static NpgsqlBatchCommand? Lock(IEnumerable<ClaimingSession> sessions)
    {
        var limited = sessions.Where(session => session.IsLimited).Select(session => session.OrganizationId).Distinct().ToList();
        if (limited.Count == 0)
            return null;

        var command = new NpgsqlBatchCommand("select from organizations where id = any (@limited) order by id for no key update");
        command.Parameters.Add(Arrays.Of("limited", limited, id => id));
        return command;
    }

    /// <summary>Adds the parameters of <see cref="Of"/>.</summary>
    public static void AddParameters(NpgsqlParameterCollection parameters, IReadOnlyCollection<ClaimingSession> sessions)
    {
        parameters.Add(Arrays.Of("agents", sessions, session => session.AgentId));
        parameters.Add(Arrays.Of("sessions", sessions, session => session.SessionId));
        parameters.Add(Arrays.Of("max", sessions, session => session.MaxConcurrent));
        parameters.Add(Arrays.Of("since", sessions, session => session.Marks.OldestAttempt));
        parameters.Add(Arrays.Of("organizations", sessions, session => session.OrganizationId));
        parameters.Add(Arrays.Of("parallel_jobs", sessions, session => session.ParallelJobs));

        var stretches = sessions.Where(session => session.TakesNew).SelectMany(session => session.Marks.Stretches(), (session, stretch) => (session.AgentId, Stretch: stretch)).ToList();
        parameters.Add(Arrays.Of("stretch_agents", stretches, of => of.AgentId));
        parameters.Add(Arrays.Of("after_ranks", stretches, of => of.Stretch.AfterRank));
        parameters.Add(Arrays.Of("after_ids", stretches, of => of.Stretch.AfterId));
        parameters.Add(Arrays.Of("before_ranks", stretches, of => of.Stretch.BeforeRank));
    }
}
