using Microsoft.Extensions.Logging;

namespace Freehold.Hosting.Logs;

/// <summary>What is logged and how. Section <c>Logging</c>.</summary>
public sealed class LoggingOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Logging";

    /// <summary>Least level of Freehold's own messages. Default information.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Least level of everything else (the web server, for example). Default warning.</summary>
    public LogLevel LibraryLevel { get; init; } = LogLevel.Warning;

    /// <summary>How a line looks. Default auto.</summary>
    public LogFormat Format { get; init; } = LogFormat.Auto;
}

/// <summary>How a log line looks.</summary>
public enum LogFormat
{
    /// <summary>Text on a terminal, JSON otherwise.</summary>
    Auto,

    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>For people.</summary>
    Text,
}
