using Serilog;
using Serilog.Extensions.Logging;

namespace Freehold.Worker.Run;

/// <summary>
/// The log of one attempt, beside its output, with the job, the attempt and the correlation id of the request that submitted
/// the job on every line.
/// </summary>
internal sealed class WorkerLogFile : IDisposable
{
    // Set by the agent; a worker that is run by hand has none.
    private const string CorrelationVariable = "FREEHOLD_CORRELATION_ID";

    private const string Template =
        "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {JobId}/{Attempt} {CorrelationId} {Message:lj}{NewLine}";

    private readonly SerilogLoggerProvider _provider;

    private WorkerLogFile(SerilogLoggerProvider provider) => _provider = provider;

    /// <summary>Writes to the file.</summary>
    public Microsoft.Extensions.Logging.ILogger Logger => _provider.CreateLogger("Freehold.Worker");

    /// <summary>Opens the log.</summary>
    /// <param name="path">Local file; null writes none.</param>
    /// <param name="request">The attempt.</param>
    public static WorkerLogFile Open(string? path, RunRequest request)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            .Enrich.With<OneLineNames>()
            .Enrich.WithProperty("JobId", request.JobId)
            .Enrich.WithProperty("Attempt", request.Attempt)
            .Enrich.WithProperty("CorrelationId", Environment.GetEnvironmentVariable(CorrelationVariable) ?? "-");
        if (path is not null)
            configuration.WriteTo.File(path, outputTemplate: Template, formatProvider: System.Globalization.CultureInfo.InvariantCulture);

        return new(new SerilogLoggerProvider(configuration.CreateLogger(), dispose: true));
    }

    /// <inheritdoc/>
    public void Dispose() => _provider.Dispose();
}
