using Freehold.Protocol.V1;
using Google.Protobuf;

namespace Freehold.EndToEnd.Tests.Compatibility;

/// <summary>A message as it once travelled.</summary>
/// <param name="Stream">Number of its stream, from 1.</param>
internal sealed record RecordedMessage(int Stream, bool FromAgent, IMessage Message)
{
    public AgentMessage OfAgent => (AgentMessage)Message;

    public ControlMessage OfControlPlane => (ControlMessage)Message;
}
