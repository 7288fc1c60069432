using Freehold.Hosting.Watchdogs;

namespace Freehold.ControlPlane.Replicas;

internal static class ReplicasServices
{
    /// <summary>Notices between the replicas of the control plane, over PostgreSQL.</summary>
    public static IServiceCollection AddReplicas(this IServiceCollection services)
    {
        services.AddSingleton<LoopWatchdogs>();
        services.AddSingleton<ReplicaName>();
        services.AddSingleton<ReplicaNotices>();
        services.AddSingleton<NoticeListener>();
        services.AddHostedService<NoticeSender>();
        services.AddHostedService(provider => provider.GetRequiredService<NoticeListener>());
        return services;
    }
}
