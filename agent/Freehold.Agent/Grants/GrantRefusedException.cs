using Freehold.Protocol.V1;

namespace Freehold.Agent.Grants;

/// <summary>A grant is not made.</summary>
/// <param name="reason">Why, for the requester.</param>
/// <param name="cause">What the store's client threw, if anything.</param>
internal sealed class GrantRefusedException(GrantRefusal reason, Exception? cause = null) : Exception($"The grant is refused: {reason}.", cause)
{
    public GrantRefusal Reason { get; } = reason;
}
