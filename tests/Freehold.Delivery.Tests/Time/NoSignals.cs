using Microsoft.Extensions.Hosting;

namespace Freehold.Delivery.Tests.Time;

/// <summary>The life of a host that no signal of the operating system ends.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
