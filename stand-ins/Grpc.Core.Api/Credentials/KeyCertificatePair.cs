namespace Grpc.Core;

/// <summary>
/// A client's certificate. <c>Grpc.Net.Client</c> names the type and refuses a pair (certificates belong to its HTTP handler),
/// so no pair can be made here.
/// </summary>
public sealed class KeyCertificatePair
{
    private KeyCertificatePair()
    {
    }
}
