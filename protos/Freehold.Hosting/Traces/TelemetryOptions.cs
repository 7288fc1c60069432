namespace Freehold.Hosting.Traces;

/// <summary>Where traces go. Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Telemetry";

    /// <summary>
    /// Address of an OpenTelemetry collector, for example <c>http://127.0.0.1:4317</c>. Default none: no trace is made.
    /// </summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>How the collector is spoken to. Default gRPC.</summary>
    public OtlpProtocol OtlpProtocol { get; init; } = OtlpProtocol.Grpc;
}

/// <summary>The two forms of OTLP.</summary>
public enum OtlpProtocol
{
    /// <summary>OTLP over gRPC; collectors listen on 4317.</summary>
    Grpc,

    /// <summary>OTLP as protobuf over HTTP; collectors listen on 4318. The path is <c>/v1/traces</c> when the address has none.</summary>
    Http,
}
