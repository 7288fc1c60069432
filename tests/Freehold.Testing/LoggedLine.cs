using Microsoft.Extensions.Logging;

namespace Freehold.Testing;

/// <summary>One line that a host logged.</summary>
public sealed record LoggedLine(LogLevel Level, int EventId, string Category, string Message, Exception? Exception)
{
    /// <summary>As a person would read it.</summary>
    public override string ToString() => $"{Level} {EventId} {Category}: {Message}{(Exception is null ? "" : $" {Exception}")}";
}
