using Freehold.Agent.Startup;

namespace Freehold.Agent.Tests.Startup;

public sealed class When_the_agent_has_a_bug
{
    [Test]
    public void The_program_ends_with_it_so_that_it_is_started_again()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddHostedService<Buggy>();
        using var host = builder.Build();

        var running = host.RunUntilStoppedAsync(CancellationToken.None);

        Assert.ThrowsAsync<InvalidOperationException>(() => running.InTime());
    }

    [Test]
    public async Task An_ordinary_stop_is_none()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddHostedService<Patient>();
        using var host = builder.Build();
        using var stop = new CancellationTokenSource();

        var running = host.RunUntilStoppedAsync(stop.Token);
        await stop.CancelAsync();

        await running.InTime();
    }

    private sealed class Buggy : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("a bug");
        }
    }

    private sealed class Patient : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
    }
}
