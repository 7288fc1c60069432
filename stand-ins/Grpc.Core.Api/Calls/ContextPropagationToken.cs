namespace Grpc.Core;

/// <summary>What a server call hands down to the calls it makes. No server here creates one.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
