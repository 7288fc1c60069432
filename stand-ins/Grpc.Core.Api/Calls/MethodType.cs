namespace Grpc.Core;

/// <summary>Which side sends one message, and which a stream.</summary>
public enum MethodType
{
    Unary,
    ClientStreaming,
    ServerStreaming,
    DuplexStreaming,
}
