namespace Freehold.Agent.Startup;

/// <summary>What the agent says about itself. Ids 1000–1099.</summary>
internal static partial class StartupLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information,
        Message = "Freehold agent {Version} starts as {Label}; state in {StateDirectory}, worker {Worker}")]
    public static partial void Starting(this ILogger log, string version, string label, string stateDirectory, string worker);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "Health and metrics are served at {Address}")]
    public static partial void HealthServed(this ILogger log, string address);
}
