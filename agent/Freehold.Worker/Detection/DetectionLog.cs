using Freehold.Worker.Output;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.Detection;

/// <summary>What a worker says about detection. Ids 3500–3519. Names and shares, never a value.</summary>
internal static partial class DetectionLog
{
    [LoggerMessage(EventId = 3501, Level = LogLevel.Information,
        Message = "{ObjectName}: column {Column} is {Entity}, confidence {Confidence}, of {Samples} values")]
    public static partial void ColumnDetected(
        this ILogger log, string objectName, string column, string entity, double confidence, int samples);

    /// <summary>One line a column; nothing when no rule asked.</summary>
    public static void ColumnsDetected(this ILogger log, string objectName, IReadOnlyList<OutputFile> files)
    {
        foreach (var column in files.SelectMany(file => file.DetectedColumns ?? []))
            log.ColumnDetected(objectName, column.Column, column.Entity, column.Confidence, column.Samples);
    }
}
