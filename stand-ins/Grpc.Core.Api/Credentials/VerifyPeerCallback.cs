namespace Grpc.Core;

/// <summary>
/// A check of the server's certificate. <c>Grpc.Net.Client</c> names the type and refuses a callback (checks belong to its HTTP
/// handler), so it is never called.
/// </summary>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
