using System.Buffers;

namespace Grpc.Core;

/// <summary>Takes the bytes of one message: either as one array, or through a buffer writer with its length told first.</summary>
public abstract class SerializationContext
{
    public virtual void SetPayloadLength(int payloadLength) => throw new NotImplementedException();

    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>Ends a message written through <see cref="GetBufferWriter"/>.</summary>
    public virtual void Complete() => throw new NotImplementedException();

    /// <summary>Hands over a whole message. The array must not change afterwards.</summary>
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();
}
