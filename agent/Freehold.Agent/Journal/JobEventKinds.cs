using Freehold.Protocol.V1;

namespace Freehold.Agent.Journal;

/// <summary>What the kind of an event means for the attempt.</summary>
internal static class JobEventKinds
{
    /// <summary>Whether nothing can follow this event.</summary>
    public static bool IsTerminal(this JobEvent jobEvent) => jobEvent.KindCase
        is JobEvent.KindOneofCase.Succeeded or JobEvent.KindOneofCase.Failed or JobEvent.KindOneofCase.Cancelled;
}
