"""The message types of interoperability.proto, made from its compiled descriptor: no generated code is needed."""

from google.protobuf import descriptor_pool, message_factory

SERVICE = "freehold.interoperability.EchoService"


class Messages:
    """Has one attribute a message type."""

    def __init__(self, serialized_file):
        pool = descriptor_pool.DescriptorPool()
        # Some versions return the descriptor here and some do not; all find it by a name it defines.
        pool.AddSerializedFile(serialized_file)
        for name, descriptor in pool.FindFileContainingSymbol(SERVICE).message_types_by_name.items():
            setattr(self, name, _message_class(pool, descriptor))


def _message_class(pool, descriptor):
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)
