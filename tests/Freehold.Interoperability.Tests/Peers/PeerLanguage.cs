namespace Freehold.Interoperability.Tests.Peers;

/// <summary>Another implementation of gRPC.</summary>
public enum PeerLanguage
{
    /// <summary><c>grpcio</c>, on the C core.</summary>
    Python,

    /// <summary><c>@grpc/grpc-js</c>, in JavaScript from the HTTP/2 frames up.</summary>
    Node,
}
