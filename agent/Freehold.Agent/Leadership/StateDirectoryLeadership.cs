using Freehold.Agent.Startup;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Leadership;

/// <summary>
/// Who holds the lock of the state directory leads. The kernel gives the lock back when a process ends, however it ends, so
/// another one on the same machine follows at once.
/// </summary>
internal sealed class StateDirectoryLeadership(LeadTerm term, IOptions<AgentOptions> options) : ILeadership, IDisposable
{
    private StateDirectory? _state;

    /// <summary>The state directory of the one that leads, taken now if it was not yet.</summary>
    /// <exception cref="Freehold.Hosting.StartRefusedException">Another process holds it, or it cannot be written.</exception>
    public StateDirectory State => _state ??= StateDirectory.Take(options.Value.StateDirectory!);

    public LeadTerm Term => term;

    public TimeSpan NextTry { get; } = TimeSpan.FromMilliseconds(500);

    public Task<bool> TryLeadAsync(CancellationToken cancellationToken)
    {
        if ((_state ??= StateDirectory.TryTake(options.Value.StateDirectory!)) is null)
            return Task.FromResult(false);

        term.ExtendForEver();
        return Task.FromResult(true);
    }

    /// <summary>Nothing: the kernel does it when this process ends.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _state?.Dispose();
}
