using System.Buffers;

namespace Grpc.Core;

/// <summary>Holds the bytes of one message while it is read.</summary>
public abstract class DeserializationContext
{
    /// <summary>In bytes, after decompression.</summary>
    public abstract int PayloadLength { get; }

    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    /// <summary>Valid only until the deserializer returns: the memory is used again.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
}
