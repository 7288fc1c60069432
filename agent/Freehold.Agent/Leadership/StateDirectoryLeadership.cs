using Freehold.Agent.Startup;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Leadership;

/// <summary>
/// Who holds the lock of the state directory leads. The kernel gives the lock back when a process ends, however it ends, so
/// another one on the same machine follows at once.
/// </summary>
internal sealed class StateDirectoryLeadership(IOptions<AgentOptions> options) : ILeadership, IDisposable
{
    private StateDirectory? _state;

    /// <summary>The state directory of the one that leads, taken now if it was not yet.</summary>
    /// <exception cref="Freehold.Hosting.StartRefusedException">Another process holds it, or it cannot be written.</exception>
    public StateDirectory State => _state ??= StateDirectory.Take(options.Value.StateDirectory!);

    public Task<bool> TryLeadAsync(CancellationToken cancellationToken) =>
        Task.FromResult((_state ??= StateDirectory.TryTake(options.Value.StateDirectory!)) is not null);

    public void Dispose() => _state?.Dispose();
}
