namespace Grpc.Core;

/// <summary>Messages as they leave. One write at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Options of the writes that follow. Null: those of the call.</summary>
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        // Writers older than this overload implement only the other one; silently dropping the token would be worse than refusing it.
        if (cancellationToken.CanBeCanceled)
            throw new NotSupportedException("This stream writer cannot cancel a write.");

        return WriteAsync(message);
    }
}
