using Freehold.Protocol.V1;
using Google.Protobuf;

namespace Freehold.EndToEnd.Tests.Networks;

/// <summary>One message on its way through the relay.</summary>
/// <param name="Stream">Number of its stream, from 1.</param>
internal sealed record RelayedMessage(int Stream, bool FromAgent, IMessage Message)
{
    /// <summary>What it is, in the protocol's words; for events the kind of the last one: <c>hello</c>, <c>assign</c>, <c>events: started</c>.</summary>
    public string Kind => Message switch
    {
        AgentMessage { KindCase: AgentMessage.KindOneofCase.Events } events => $"events: {events.Events.Events[^1].KindCase.ToString().ToLowerInvariant()}",
        AgentMessage other => other.KindCase.ToString().ToLowerInvariant(),
        ControlMessage other => other.KindCase.ToString().ToLowerInvariant(),
        _ => "",
    };

    /// <summary>Whether it speaks of this job, or of no job in particular.</summary>
    public bool Concerns(string jobId)
    {
        var text = Message.ToString()!;
        return text.Contains(jobId, StringComparison.Ordinal) || !text.Contains("\"jobId\"", StringComparison.Ordinal);
    }
}

/// <summary>What becomes of a message, and of its stream.</summary>
internal enum Passage
{
    /// <summary>It goes on.</summary>
    Through,

    /// <summary>The stream breaks, and it never arrives.</summary>
    CutBefore,

    /// <summary>It goes on, then the stream breaks.</summary>
    CutAfter,

    /// <summary>It and everything behind it is swallowed, and nobody is told: both ends see a stream on which nothing comes.</summary>
    BlackHole,
}
