using Freehold.JobContract.Failures;
using Serilog.Core;
using Serilog.Events;

namespace Freehold.Worker.Run;

/// <summary>Keeps every event of the log on one line, whatever the names in it hold.</summary>
internal sealed class OneLineNames : ILogEventEnricher
{
    /// <inheritdoc/>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        foreach (var (name, value) in logEvent.Properties.ToList())
        {
            if (value is ScalarValue { Value: string text })
                logEvent.AddOrUpdateProperty(new LogEventProperty(name, new ScalarValue(OneLine.Of(text))));
        }
    }
}
