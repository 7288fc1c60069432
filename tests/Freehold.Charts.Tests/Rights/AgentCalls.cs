using System.Text.RegularExpressions;
using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Rights;

/// <summary>What the agent's code asks the API server for, by the names of the client's operations.</summary>
internal static partial class AgentCalls
{
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["Create"] = "create",
        ["Read"] = "get",
        ["Get"] = "get",
        ["List"] = "list",
        ["WatchList"] = "watch",
        ["Patch"] = "patch",
        ["Replace"] = "update",
        ["Delete"] = "delete",
    };

    private static readonly Dictionary<string, string> Resources = new(StringComparer.Ordinal)
    {
        ["Job"] = "jobs",
        ["CustomObject"] = "jobs", // how a Job is made whose pod template is the operator's
        ["Pod"] = "pods",
        ["PodLog"] = "pods/log",
        ["Event"] = "events",
        ["Secret"] = "secrets",
        ["Lease"] = "leases",
        ["ResourceQuota"] = "resourcequotas",
    };

    /// <summary><c>jobs create</c> and so on, each once.</summary>
    public static IReadOnlyCollection<string> All { get; } = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "agent", "Freehold.Agent"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => Operation().Matches(File.ReadAllText(file)))
        .Select(call => $"{Resources[call.Groups["resource"].Value]} {Verbs[call.Groups["verb"].Value]}")
        .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\.(?<verb>Create|Read|Get|List|WatchList|Patch|Replace|Delete)Namespaced(?<resource>[A-Za-z]+?)Async\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Operation();
}
