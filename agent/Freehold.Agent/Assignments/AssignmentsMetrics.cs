using System.Diagnostics.Metrics;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>The agent's work in numbers.</summary>
internal sealed class AssignmentsMetrics
{
    private readonly Counter<long> _answers;
    private readonly Counter<long> _ends;

    public AssignmentsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Freehold.Agent.Assignments");
        _answers = meter.CreateCounter<long>("freehold.agent.assignments", "{assignment}", "Assignments by the agent's answer.");
        _ends = meter.CreateCounter<long>("freehold.agent.attempts", "{attempt}", "Attempts by how they ended.");
    }

    public void Answered(CommandAnswer answer) => _answers.Add(1,
        new("outcome", answer.Outcome.ToString().ToLowerInvariant()), new("reason", answer.Reason.ToString().ToLowerInvariant()));

    public void Ended(JobEvent end) => _ends.Add(1,
        new("outcome", end.KindCase.ToString().ToLowerInvariant()), new("code", end.Failed?.Code ?? ""));
}
