using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Freehold.Testing;

/// <summary>
/// Collects what a host logs; disposing it fails the test if an error was among it that the test did not expect. Give it to
/// the host as its logger provider.
/// </summary>
public sealed class ErrorLogScope : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LoggedLine> _lines = new();
    private readonly ConcurrentDictionary<int, bool> _expected = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <summary>Everything logged so far at information or above, in order.</summary>
    public IReadOnlyCollection<LoggedLine> Lines => _lines;

    /// <summary>Errors with this id are part of the test.</summary>
    public void Expect(int eventId) => _expected[eventId] = true;

    /// <summary>Fails the test when something unexpected was logged as an error or worse. For a teardown.</summary>
    public void Verify()
    {
        var unexpected = _lines.Where(line => line.Level >= LogLevel.Error && !_expected.ContainsKey(line.EventId)).ToList();
        if (unexpected.Count > 0)
            Assert.Fail($"unexpected error logs:{Environment.NewLine}{string.Join(Environment.NewLine, unexpected)}");
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <summary>Nothing to release; <see cref="Verify"/> is what a teardown calls, since a host may dispose its providers early.</summary>
    public void Dispose()
    {
    }

    private sealed class Collector(ErrorLogScope scope, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => scope._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                scope._lines.Enqueue(new(logLevel, eventId.Id, category, formatter(state, exception), exception));
        }
    }
}
