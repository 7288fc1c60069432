namespace Freehold.ControlPlane.Replicas;

/// <summary>Names this process among the replicas of the control plane; new at each start.</summary>
internal sealed class ReplicaName
{
    /// <summary>For people and logs: the host's name and a few letters that no other start has. At most 100 bytes, no spaces.</summary>
    public string Value { get; } = $"{Host()}-{Guid.NewGuid():N}"[..^24];

    private static string Host()
    {
        var name = Environment.MachineName;
        return name.Length <= 64 ? name : name[..64];
    }
}
