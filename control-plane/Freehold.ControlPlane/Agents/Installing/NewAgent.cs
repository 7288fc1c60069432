namespace Freehold.ControlPlane.Agents.Installing;

/// <summary>Asks for a new agent.</summary>
public sealed record NewAgent
{
    /// <summary>Its label: 1 to 63 lower-case letters, digits and hyphens, not at the ends. Never changes.</summary>
    public required string Label { get; init; }

    /// <summary>Replicas in Kubernetes, 1 to 10. Default 2.</summary>
    public int? Replicas { get; init; }

    /// <summary>What each replica may use: S, M or L. Default S.</summary>
    public string? Size { get; init; }
}
