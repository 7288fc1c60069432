using Microsoft.Extensions.Logging;

namespace Freehold.Delivery.Tests.Time;

/// <summary>What a process logs, for as long as it lives.</summary>
internal sealed class LivingLog(ILoggerProvider log, Life life) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(log.CreateLogger(categoryName), life);

    public void Dispose()
    {
    }

    private sealed class Logger(ILogger inner, Life life) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => life.IsAlive && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (life.IsAlive)
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
