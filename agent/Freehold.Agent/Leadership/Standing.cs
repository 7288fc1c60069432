using Freehold.Protocol.V1;

namespace Freehold.Agent.Leadership;

/// <summary>As what this host speaks: fixed for its whole life. One that becomes the leader makes room for another host.</summary>
internal sealed record Standing(ReplicaRole Role)
{
    public bool IsStandby => Role is ReplicaRole.Standby;
}
