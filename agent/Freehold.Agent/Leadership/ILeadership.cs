namespace Freehold.Agent.Leadership;

/// <summary>
/// Which of several replicas of an agent leads: it alone knows the attempts, runs workers and takes work. Two must never lead at
/// the same time as far as this can be known; the attempts' own fencing makes a moment of overlap harmless.
/// </summary>
internal interface ILeadership
{
    /// <summary>For how long this replica leads.</summary>
    LeadTerm Term { get; }

    /// <summary>When it is worth to ask again.</summary>
    TimeSpan NextTry { get; }

    /// <summary>
    /// Takes the lead if no other replica has it, or keeps it if this one does. Nothing is thrown when whoever keeps the lead cannot be
    /// asked: then what <see cref="Term"/> says is so.
    /// </summary>
    /// <returns>Whether this replica leads.</returns>
    Task<bool> TryLeadAsync(CancellationToken cancellationToken);

    /// <summary>Gives the lead back so that another replica need not wait; if that fails, it has to.</summary>
    Task ReleaseAsync(CancellationToken cancellationToken);
}
