namespace Freehold.Benchmarks.Scale;

/// <summary>How the agents of a crowd are.</summary>
internal sealed class CrowdCount
{
    /// <summary>Agents that were welcomed and have their stream.</summary>
    public int Welcomed;

    /// <summary>Streams that were begun.</summary>
    public int Dials;

    /// <summary>Streams that ended with a time to come back.</summary>
    public int ToldToWait;

    /// <summary>Streams that ended otherwise.</summary>
    public int Broken;

    /// <summary>Assignments that came.</summary>
    public int Assigned;
}
