using System.Net;
using Freehold.Interoperability.Tests.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Interoperability.Tests.Service;

/// <summary>The service in C# over Kestrel, as the product hosts its own.</summary>
internal sealed class OurServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OurServer(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public CallEndings Endings => _app.Services.GetRequiredService<CallEndings>();

    public static async Task<OurServer> StartAsync(Transport transport)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<CallEndings>();
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = Samples.MaxReceiveBytes;
            options.MaxSendMessageSize = null;
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (transport is Transport.Tls)
                listen.UseHttps(TestCertificates.Server);
        }));

        var app = builder.Build();
        app.MapGrpcService<OurEchoService>();
        await app.StartAsync();
        return new OurServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
