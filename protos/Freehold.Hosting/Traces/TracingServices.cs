using Freehold.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Freehold.Hosting.Traces;

/// <summary>Exports traces when a collector is configured.</summary>
public static class TracingServices
{
    /// <summary>Registers the section <c>Telemetry</c> and the export.</summary>
    /// <param name="service">Name of the program in traces.</param>
    /// <param name="sources">Activity sources to export besides those named <c>Freehold.*</c>; a final <c>*</c> matches anything.</param>
    public static IServiceCollection AddFreeholdTraces(this IServiceCollection services, string service, params string[] sources)
    {
        services.AddOptionsSection<TelemetryOptions>(TelemetryOptions.Section);
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<TraceExport>(provider, service, sources));
        return services;
    }
}
