using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Buckets.Tests.Networks;

/// <summary>
/// Answers the first requests as S3 does over its limit, and later ones like a store that has no objects: made for the one thing
/// that no server can be asked to do.
/// </summary>
internal sealed class ThrottlingGateway : IAsyncDisposable
{
    private const string SlowDown = """<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>""";
    private const string NoSuchKey = """<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>None.</Message></Error>""";

    private readonly WebApplication _server;
    private int _requests;

    private ThrottlingGateway(int refusals, int retryAfterSeconds)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(context =>
        {
            var refused = Interlocked.Increment(ref _requests) <= refusals;
            context.Response.StatusCode = refused ? 503 : 404;
            context.Response.ContentType = "application/xml";
            if (refused)
                context.Response.Headers.RetryAfter = $"{retryAfterSeconds}";
            return context.Response.WriteAsync(refused ? SlowDown : NoSuchKey);
        });
    }

    public int Requests => _requests;

    public Uri Endpoint => new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<ThrottlingGateway> StartAsync(int refusals, int retryAfterSeconds)
    {
        var gateway = new ThrottlingGateway(refusals, retryAfterSeconds);
        await gateway._server.StartAsync();
        return gateway;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
