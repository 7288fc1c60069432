namespace Freehold.Agent.Leadership;

/// <summary>
/// Which of several replicas of an agent leads: it alone has the journal, runs workers and takes work. Two must never lead at
/// the same time as far as this can be known; the attempts' own fencing makes a moment of overlap harmless.
/// </summary>
internal interface ILeadership
{
    /// <summary>Takes the lead if no other replica has it. Asked again by the one that leads, it says so again.</summary>
    /// <returns>Whether this replica leads, from now until its process ends.</returns>
    Task<bool> TryLeadAsync(CancellationToken cancellationToken);
}
