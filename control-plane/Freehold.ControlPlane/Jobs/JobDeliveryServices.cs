using Freehold.Hosting.Configuration;

namespace Freehold.ControlPlane.Jobs;

internal static class JobDeliveryServices
{
    /// <summary>What happens to jobs once they are queued: retries, cancellation, the news of them. Section <c>Retries</c>.</summary>
    public static IServiceCollection AddJobDelivery(this IServiceCollection services)
    {
        services.AddOptionsSection(RetryOptions.Section, new RetryOptionsValidator());
        services.AddSingleton<RetryBackoff>();
        services.AddSingleton<JobChanges>();
        services.AddSingleton<AttemptAnnouncements>();
        services.AddSingleton<JobCancellation>();
        return services;
    }
}
