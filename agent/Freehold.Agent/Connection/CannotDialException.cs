namespace Freehold.Agent.Connection;

/// <summary>Something that dialling needs is not there; the stream ends before it begins.</summary>
/// <param name="ending">As what it ends.</param>
internal sealed class CannotDialException(StreamEnding ending) : Exception($"The control plane cannot be dialled: {ending}.")
{
    public StreamEnding Ending { get; } = ending;
}
