namespace Grpc.Core;

/// <summary>The server's end of a response stream. It ends when the service's method returns.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
