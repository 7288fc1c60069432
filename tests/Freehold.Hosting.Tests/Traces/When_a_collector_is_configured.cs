using System.Collections.Specialized;
using System.Diagnostics;
using System.Net;
using System.Text;
using Freehold.Hosting.Configuration;
using Freehold.Hosting.Traces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;

namespace Freehold.Hosting.Tests.Traces;

public sealed class When_a_collector_is_configured
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<(string Path, byte[] Body)> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _collector = null!;

    [OneTimeSetUp]
    public async Task StartCollectorAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _collector = builder.Build();
        _collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.TrySetResult((context.Request.Path, body.ToArray()));
        });
        await _collector.StartAsync().WaitAsync(Limit);
    }

    [OneTimeTearDown]
    public async Task StopCollectorAsync() => await _collector.DisposeAsync();

    [Test]
    public async Task Activities_of_our_sources_reach_it_at_the_latest_when_the_program_stops()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddFreeholdTraces("freehold-sample");
        builder.Services.UseSettings(ProgramSettings.Read(
            "no-such-file.json", new HybridDictionary(), [$"--telemetry:otlpendpoint={_collector.Urls.Single()}", "--telemetry:otlpprotocol=http"]));
        using (var host = builder.Build())
        {
            await host.StartAsync().WaitAsync(Limit);
            using (var source = new ActivitySource("Freehold.Sample"))
            using (var activity = source.StartActivity("sampled-activity"))
                Assert.That(activity, Is.Not.Null);
            await host.StopAsync().WaitAsync(Limit);
        }

        var (path, body) = await _received.Task.WaitAsync(Limit);
        Assert.That(path, Is.EqualTo("/v1/traces"));
        Assert.That(Encoding.UTF8.GetString(body), Does.Contain("sampled-activity").And.Contain("freehold-sample"));
    }
}
