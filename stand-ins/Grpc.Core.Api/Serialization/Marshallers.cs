namespace Grpc.Core;

/// <summary>What generated code calls, so that it need not name the type of message twice.</summary>
public static class Marshallers
{
    public static Marshaller<T> Create<T>(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer) =>
        new(serializer, deserializer);
}
