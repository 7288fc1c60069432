using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Freehold.Hosting.Traces;

/// <summary>Sends activities to the collector while the program runs; the last ones are sent when it stops.</summary>
internal sealed class TraceExport(string service, string[] sources, IOptions<TelemetryOptions> options) : IHostedService, IDisposable
{
    private TracerProvider? _export;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.OtlpEndpoint is { } endpoint)
        {
            _export = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(ResourceBuilder.CreateDefault().AddService(service))
                .AddSource(["Freehold.*", .. sources])
                .AddOtlpExporter(otlp => Configure(otlp, endpoint))
                .Build();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _export?.Dispose();

    private void Configure(OtlpExporterOptions otlp, Uri endpoint)
    {
        var http = options.Value.OtlpProtocol is OtlpProtocol.Http;
        otlp.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        // An address set in code is taken as it is; only one from the environment gets the standard path appended.
        otlp.Endpoint = http && endpoint.AbsolutePath == "/" ? new Uri(endpoint, "/v1/traces") : endpoint;
    }
}
