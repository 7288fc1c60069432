namespace Grpc.Core;

/// <summary>The client's end of a request stream.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Half-closes the call: the server sees the end of the requests and may still answer.</summary>
    Task CompleteAsync();
}
