namespace Freehold.ControlPlane.JobEvents;

/// <summary>What the control plane says about taking in events. Ids 2600–2699. What agents did wrong is a finding about them, see <see cref="Agents.AgentFindings"/>.</summary>
internal static partial class EventLog
{
    [LoggerMessage(EventId = 2601, Level = LogLevel.Warning,
        Message = "Events cannot be stored: the database is away ({Reason}); trying again in {Pause}")]
    public static partial void DatabaseAway(this ILogger log, string reason, TimeSpan pause);
}
