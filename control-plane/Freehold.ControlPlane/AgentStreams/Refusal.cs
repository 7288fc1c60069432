using System.Text.RegularExpressions;
using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>Turns an agent away so that it can tell its owner why.</summary>
internal static partial class Refusal
{
    /// <summary>Trailer that carries the reason by name, for example <c>token_revoked</c>.</summary>
    public const string Trailer = "freehold-refusal";

    /// <summary>The exception that ends the call with this reason.</summary>
    public static RpcException Of(RefusalReason reason) =>
        new(new Status(Code(reason), Sentence(reason)), new Metadata { { Trailer, Name(reason) } });

    /// <summary>The reason's name as it travels: <c>token_revoked</c>.</summary>
    public static string Name(RefusalReason reason) => WordStart().Replace(reason.ToString(), "_").ToLowerInvariant();

    private static StatusCode Code(RefusalReason reason) => reason is RefusalReason.TokenMissing or RefusalReason.TokenInvalid
        or RefusalReason.TokenExpired or RefusalReason.TokenRevoked
            ? StatusCode.Unauthenticated
            : StatusCode.PermissionDenied;

    private static string Sentence(RefusalReason reason) => reason switch
    {
        RefusalReason.TokenMissing => "The call carries no agent token.",
        RefusalReason.TokenInvalid => "The token is not one of this control plane.",
        RefusalReason.TokenExpired => "The agent's token has expired.",
        RefusalReason.TokenRevoked => "The agent's token was revoked.",
        RefusalReason.TokenOfAnotherAgent => "The token was issued to another agent than the one that hello names.",
        RefusalReason.AgentRemoved => "The agent was removed from the control plane.",
        RefusalReason.SessionReplaced => "Another stream of this agent took this one's place.",
        RefusalReason.ReplicasExhausted => "The organization's entitlement has no room for another replica.",
        RefusalReason.Version => "Agent and control plane have no protocol version in common.",
        _ => "The agent is refused.",
    };

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.None, 10_000)]
    private static partial Regex WordStart();
}
