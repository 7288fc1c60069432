using System.Net;
using System.Security.Cryptography.X509Certificates;
using Freehold.Protocol.V1;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace Freehold.Benchmarks.Scale;

/// <summary>
/// What a gateway costs at least: Kestrel with TLS and HTTP/2, and for each stream one request that answers each message with a
/// message as large as a heartbeat. A program of its own.
/// </summary>
internal static class BareGateway
{
    public const string Verb = "bare-gateway";

    // The frame of gRPC: not compressed, four bytes of length, the message.
    private static readonly byte[] Beat = Frame(new ControlMessage { Heartbeat = new() });

    public static async Task<int> RunAsync(Uri listen, string certificateFile, string keyFile)
    {
        using var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            // Streams that are quiet for most of the time are what this is about.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Parse(listen.Host), listen.Port, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1AndHttp2;
                endpoint.UseHttps(certificate);
            });
        });

        await using var server = builder.Build();
        server.Run(AnswerAsync);
        await server.StartAsync();
        await server.WaitForShutdownAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.StartAsync();
        try
        {
            // A message comes as one frame, when it is as short as these.
            while (await context.Request.BodyReader.ReadAsync(context.RequestAborted) is { IsCompleted: false } read)
            {
                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                await context.Response.Body.WriteAsync(Beat, context.RequestAborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is gone.
        }
    }

    private static byte[] Frame(ControlMessage message)
    {
        var body = message.ToByteArray();
        return [0, 0, 0, 0, (byte)body.Length, .. body];
    }
}
