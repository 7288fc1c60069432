using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Database;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Checks;

/// <summary>Stores what agents report about their surroundings.</summary>
internal sealed class CheckReports(CheckStore checks, ILogger<CheckReports> log)
{
    /// <summary>Stores a report that is within its bounds.</summary>
    public async Task AddAsync(AgentSession session, CheckReport report, CancellationToken over)
    {
        var results = report.Results.Select(StoredCheck.Of).ToList();
        var requestId = report.CheckId.Length == 0 ? (Guid?)null : Guid.ParseExact(report.CheckId, "D");
        try
        {
            await checks.AnswerAsync(session.Agent.AgentId, requestId, report.Age.ToTimeSpan(), StoredCheck.ToJson(results), over);
            log.Reported(session.Agent.Label, StoredCheck.WorstOf(results), results.Count);
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
        {
            // A request stays as it is, and is sent again by the next sweep.
            log.NotStored(session.Agent.Label, e.GetType().Name);
        }
    }
}
