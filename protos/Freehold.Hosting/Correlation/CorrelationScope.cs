using Microsoft.Extensions.Logging;

namespace Freehold.Hosting.Correlation;

/// <summary>Puts the correlation id on every log line within.</summary>
public static class CorrelationScope
{
    /// <summary>Log lines of the current flow carry <c>CorrelationId</c> until the result is disposed.</summary>
    public static IDisposable? BeginCorrelation(this ILogger log, string correlationId) =>
        log.BeginScope(new[] { KeyValuePair.Create<string, object>("CorrelationId", correlationId) });
}
