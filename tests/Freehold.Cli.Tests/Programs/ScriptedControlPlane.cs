using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Freehold.Cli.Tests.Programs;

/// <summary>What the program sent.</summary>
internal sealed record SeenRequest(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>
/// A control plane that answers as a test tells it to, over a real connection: for what the real one does rarely or never, such
/// as to break off in the middle.
/// </summary>
internal sealed class ScriptedControlPlane : IAsyncDisposable
{
    private readonly ConcurrentQueue<SeenRequest> _seen;
    private readonly WebApplication _app;

    private ScriptedControlPlane(WebApplication app, ConcurrentQueue<SeenRequest> seen, Uri address)
    {
        (_app, _seen, Address) = (app, seen, address);
    }

    public Uri Address { get; }

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    /// <param name="answerAsync">Answers the request; it also gets how many requests came before.</param>
    /// <param name="certificate">Null: plain http.</param>
    /// <param name="port">0: any free one.</param>
    public static async Task<ScriptedControlPlane> StartAsync(
        Func<HttpContext, int, Task> answerAsync, X509Certificate2? certificate = null, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
            else
                listen.Protocols = HttpProtocols.Http1;
        }));
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();

        var app = builder.Build();
        var seen = new ConcurrentQueue<SeenRequest>();
        app.Run(async context =>
        {
            var before = seen.Count;
            seen.Enqueue(await ReadAsync(context.Request));
            await answerAsync(context, before);
        });

        await app.StartAsync();
        return new(app, seen, new(app.Urls.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token); // streams that are open are cut off, as by a crash
        await _app.DisposeAsync();
    }

    private static async Task<SeenRequest> ReadAsync(HttpRequest request)
    {
        using var body = new StreamReader(request.Body);
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new(request.Method, request.Path + request.QueryString, await body.ReadToEndAsync(), headers);
    }
}
