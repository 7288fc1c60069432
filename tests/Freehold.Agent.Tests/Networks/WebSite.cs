using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Freehold.Agent.Tests.Networks;

/// <summary>A server that speaks HTTP/2 over TLS and knows nothing of Freehold.</summary>
internal sealed class WebSite : IAsyncDisposable
{
    private readonly WebApplication _server;

    private WebSite(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(certificate);
        }));
        _server = builder.Build();
        _server.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.WriteAsync("<html>Not here</html>");
        });
    }

    public int Port => new Uri(_server.Urls.Single()).Port;

    public static async Task<WebSite> StartAsync(X509Certificate2 certificate)
    {
        var site = new WebSite(certificate);
        await site._server.StartAsync().InTime();
        return site;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();
}
