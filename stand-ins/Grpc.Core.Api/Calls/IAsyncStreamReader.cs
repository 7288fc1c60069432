namespace Grpc.Core;

/// <summary>Messages as they arrive.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last <see cref="MoveNext"/> returning true has read.</summary>
    T Current { get; }

    /// <returns>False once the other side has sent its last message.</returns>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
