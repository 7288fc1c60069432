using System.Runtime.InteropServices;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Connection;

/// <summary>A stream after its end.</summary>
/// <param name="HeardAnything">Whether at least one message arrived.</param>
/// <param name="Refusal">Why the control plane refused; unspecified when it did not, or did not say.</param>
/// <param name="RetryAfter">With <see cref="StreamEnding.ToldToGo"/> and <see cref="StreamEnding.ToldToWait"/>: how long the control plane wants not to be dialled.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FinishedStream(
    StreamEnding Ending, bool HeardAnything = false, RefusalReason Refusal = RefusalReason.Unspecified, TimeSpan RetryAfter = default)
{
    /// <summary>Whether nothing will change until a person changes something.</summary>
    public bool NeedsPerson => Ending switch
    {
        StreamEnding.Refused => Refusal is not RefusalReason.SessionReplaced,
        StreamEnding.ProxyRefused or StreamEnding.ProxyWantsAuthentication => true,
        StreamEnding.TlsNotSpoken or StreamEnding.TlsHandshakeFailed => true,
        StreamEnding.TlsUntrusted or StreamEnding.TlsWrongHost or StreamEnding.TlsOutOfDate => true,
        StreamEnding.Http2NotSpoken or StreamEnding.NotAControlPlane or StreamEnding.ProtocolBroken => true,
        StreamEnding.TokenUnusable or StreamEnding.CaUnusable => true,
        _ => false,
    };
}
