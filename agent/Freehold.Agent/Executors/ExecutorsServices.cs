using Freehold.Agent.Conditions;
using Freehold.Agent.Executors.Processes;
using Freehold.Agent.Narrowing;
using Freehold.Hosting.Configuration;

namespace Freehold.Agent.Executors;

internal static class ExecutorsServices
{
    public static IServiceCollection AddProcessExecutor(this IServiceCollection services)
    {
        services.AddOptionsSection(ExecutorOptions.Section, new ExecutorOptionsValidator());
        services.AddBucketsSection();
        services.AddSingleton<NarrowingProgram>();
        services.AddSingleton<WorkerConnections>();
        services.AddSingleton<WorkerLauncher>();
        services.AddSingleton<IExecutor, ProcessExecutor>();
        services.AddSingleton<IConditionSource, WorkerProgramCondition>();
        services.AddSingleton<FullDisk>();
        services.AddSingleton<IConditionSource>(provider => provider.GetRequiredService<FullDisk>());
        return services;
    }
}
