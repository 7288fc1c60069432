using System.Globalization;
using Freehold.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Freehold.Hosting.Logs;

/// <summary>Sends the host's log through Serilog to standard output or standard error.</summary>
public static class LoggingServices
{
    /// <summary>Replaces all log providers; section <c>Logging</c> sets level and form.</summary>
    /// <param name="toStandardError">For programs whose standard output is something else than a log.</param>
    public static IServiceCollection AddFreeholdLogs(this IServiceCollection services, bool toStandardError = false)
    {
        services.AddOptionsSection<LoggingOptions>(LoggingOptions.Section);
        services.AddLogging(logging =>
        {
            logging.ClearProviders();
            // Serilog decides by level and source; the framework's own filter would only decide first.
            logging.SetMinimumLevel(LogLevel.Trace);
        });
        services.AddSingleton<ILoggerProvider>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<LoggingOptions>>().Value;
            return new SerilogLoggerProvider(NewLogger(options, toStandardError), dispose: true);
        });
        return services;
    }

    private static Serilog.Core.Logger NewLogger(LoggingOptions options, bool toStandardError)
    {
        var redirected = toStandardError ? Console.IsErrorRedirected : Console.IsOutputRedirected;
        var json = options.Format is LogFormat.Json || (options.Format is LogFormat.Auto && redirected);
        ITextFormatter formatter = json
            ? new JsonLineFormatter()
            : new MessageTemplateTextFormatter("{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}", CultureInfo.InvariantCulture);

        return new LoggerConfiguration()
            .MinimumLevel.Is(LevelOf(options.LibraryLevel))
            .MinimumLevel.Override("Freehold", LevelOf(options.Level))
            .Enrich.FromLogContext()
            .WriteTo.Console(new MaskingFormatter(formatter), standardErrorFromLevel: toStandardError ? LogEventLevel.Verbose : null)
            .CreateLogger();
    }

    private static LogEventLevel LevelOf(LogLevel level) => level is LogLevel.None ? LevelAlias.Off : LevelConvert.ToSerilogLevel(level);
}
