using System.Reflection;

namespace Freehold.Worker.Run;

/// <summary>The version of this program.</summary>
internal static class WorkerVersion
{
    public static string Text { get; } =
        typeof(WorkerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
