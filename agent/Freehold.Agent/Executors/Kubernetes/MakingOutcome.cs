namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What came of making an attempt's objects: a closed list.</summary>
internal enum MakingOutcome
{
    /// <summary>They are there, made now or before.</summary>
    Made,

    /// <summary>The namespace's quota has no room: it is worth trying again.</summary>
    WaitsForQuota,

    /// <summary>The API server did not answer, or not sensibly: it is worth trying again.</summary>
    Unanswered,

    /// <summary>The cluster does not want them, and will not as long as nobody changes it.</summary>
    Refused,

    /// <summary>The attempt's first Job is not there any more, and a later one would be nobody's.</summary>
    Gone,

    /// <summary>The name is taken by a Job with another document, or the agent may not make Jobs: the installation is at fault.</summary>
    Impossible,
}
