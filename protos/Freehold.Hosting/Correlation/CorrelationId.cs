using System.Diagnostics;

namespace Freehold.Hosting.Correlation;

/// <summary>One identifier that follows a request through job, assignment and worker, for people who read logs.</summary>
public static class CorrelationId
{
    /// <summary>Name of the header and of the log property's origin.</summary>
    public const string Header = "x-correlation-id";

    /// <summary>Most characters it may have.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether a text may be one: 1 to 64 characters of <c>0-9 a-z A-Z -</c>.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: >= 1 and <= MaxLength } && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-');

    /// <summary>The trace id of the current activity, so that logs and traces find each other, else a new random one.</summary>
    public static string New() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString() : Guid.NewGuid().ToString("N");
}
