using System.Diagnostics;
using Freehold.Hosting.Correlation;

namespace Freehold.ControlPlane.Correlation;

/// <summary>Every request has a correlation id, its own or a new one; it is on every log line, every answer and every job.</summary>
internal static class CorrelationMiddleware
{
    private static readonly object Key = new();

    /// <summary>The id of this request.</summary>
    public static string CorrelationId(this HttpContext context) => (string)context.Items[Key]!;

    public static void UseCorrelation(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Freehold.ControlPlane.Correlation");
        app.Use(async (context, next) =>
        {
            var brought = context.Request.Headers[Hosting.Correlation.CorrelationId.Header].ToString();
            var id = Hosting.Correlation.CorrelationId.IsValid(brought) ? brought : Hosting.Correlation.CorrelationId.New();

            context.Items[Key] = id;
            Activity.Current?.SetTag("freehold.correlation_id", id);
            context.Response.OnStarting(() =>
            {
                // Set at the last moment: an error handler clears the headers that were set before it.
                context.Response.Headers[Hosting.Correlation.CorrelationId.Header] = id;
                return Task.CompletedTask;
            });

            using (log.BeginCorrelation(id))
                await next(context);
        });
    }
}
