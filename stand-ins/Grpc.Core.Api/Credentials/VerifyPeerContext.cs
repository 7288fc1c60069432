namespace Grpc.Core;

/// <summary>What a <see cref="VerifyPeerCallback"/> would look at.</summary>
public sealed class VerifyPeerContext
{
    private VerifyPeerContext()
    {
    }
}
