using Freehold.Agent.Assignments;

namespace Freehold.Agent.Executors.Processes;

/// <summary>
/// Every process of one attempt: its session, what carries its mark in the environment, all their children, and what was
/// seen as one of these before. A child that makes a session of its own keeps the mark; one that throws away its
/// environment keeps the session; one that does both is found while its parent lives.
/// </summary>
internal sealed class ProcessFamily(AttemptId attempt, ProcessIdentity? leader)
{
    private readonly HashSet<(int Pid, long StartTime)> _seen = [];

    /// <summary>The members that are alive now.</summary>
    public IReadOnlyList<ProcessStat> Living()
    {
        var living = ProcFiles.Living();
        var members = living.Where(IsMember).ToDictionary(process => process.Pid);

        for (var found = true; found;)
        {
            found = false;
            foreach (var child in living)
                found |= members.ContainsKey(child.Parent) && members.TryAdd(child.Pid, child);
        }

        foreach (var member in members.Values)
            _seen.Add((member.Pid, member.StartTime));
        return [.. members.Values];
    }

    /// <summary>Whether this is the shell that writes down how the worker ended.</summary>
    public bool IsLeader(ProcessStat process) => process.Pid == leader?.Pid && process.StartTime == leader.StartTime;

    private bool IsMember(ProcessStat process) =>
        process.Pid != Environment.ProcessId
        && (_seen.Contains((process.Pid, process.StartTime))
            // A session's number is its leader's: it says something only while the leader is the one we know.
            || (process.Session == leader?.Pid && leader.IsAlive())
            || ProcFiles.WasStartedWith(process.Pid, WorkerEnvironment.AttemptVariable, attempt.ToString()));
}
