using System.Collections.Concurrent;

namespace Freehold.Interoperability.Tests.Service;

/// <summary>How calls ended on the server, for whoever asks, before or after.</summary>
internal sealed class CallEndings
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _cancelled = new(StringComparer.Ordinal);

    public void Record(string callId, bool cancelled) => Of(callId).TrySetResult(cancelled);

    /// <returns>Whether the call was cancelled, or ran into its deadline, before the server was done.</returns>
    public Task<bool> WaitAsync(string callId, CancellationToken cancellationToken) => Of(callId).Task.WaitAsync(cancellationToken);

    private TaskCompletionSource<bool> Of(string callId) =>
        _cancelled.GetOrAdd(callId, _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
}
