namespace Freehold.ControlPlane.Agents.Installing;

/// <summary>How much of an agent is installed.</summary>
/// <param name="Replicas">Replicas that stand ready: one leads, the others take over.</param>
/// <param name="Size">What each of them may use: S, M or L.</param>
internal sealed record AgentSize(int Replicas, string Size)
{
    /// <summary>Most replicas of an agent.</summary>
    public const int MostReplicas = 10;

    /// <summary>Two, so that one may go, and the smallest ones: the work is the workers'.</summary>
    public static AgentSize Default { get; } = new(2, "S");

    /// <returns>What is wrong with it, as a sentence; null when nothing is.</returns>
    public string? Problem =>
        Replicas is < 1 or > MostReplicas ? $"replicas must be 1 to {MostReplicas}."
        : Size is not ("S" or "M" or "L") ? "size must be S, M or L."
        : null;
}
