using System.Globalization;
namespace Freehold.Agent.Executors.Processes;

/// <summary>
/// The environment of a worker, built from nothing: the agent's own holds its token and the secrets of other jobs.
/// </summary>
internal static class WorkerEnvironment
{
    /// <summary>Marks every process of an attempt: <c>&lt;job id&gt;/&lt;number&gt;</c>.</summary>
    public const string AttemptVariable = "FREEHOLD_ATTEMPT";

    private static readonly string[] Passed =
    [
        "PATH", "HOME", "TZ", "LANG", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_GCHeapHardLimit", "DOTNET_GCHeapHardLimitPercent",
        "DOTNET_BUNDLE_EXTRACT_BASE_DIR", "DOTNET_EnableDiagnostics",
    ];

    /// <summary>The variables of one worker.</summary>
    /// <param name="secretVariables">Names of the secrets that the job's document names; those that are not set are left out.</param>
    /// <param name="alsoPassed">Further names that the operator lets through.</param>
    /// <param name="read">The agent's own environment.</param>
    public static Dictionary<string, string> For(
        WorkOrder order, string scratch, IEnumerable<string> secretVariables, IEnumerable<string> alsoPassed, Func<string, string?> read)
    {
        var environment = Surroundings(alsoPassed.Concat(secretVariables), read);
        environment["TMPDIR"] = scratch;
        environment[AttemptVariable] = order.Attempt.ToString();
        if (order.Traceparent.Length > 0)
            environment["TRACEPARENT"] = order.Traceparent;
        if (order.CorrelationId.Length > 0)
            environment["FREEHOLD_CORRELATION_ID"] = order.CorrelationId;
        if (order.MemoryBytes > 0)
            environment[WorkOrder.MemoryVariable] = order.MemoryBytes.ToString(CultureInfo.InvariantCulture);
        return environment;
    }

    /// <summary>The variables of any program that the agent starts.</summary>
    /// <param name="alsoPassed">Further names; those that are not set are left out.</param>
    /// <param name="read">The agent's own environment.</param>
    public static Dictionary<string, string> Surroundings(IEnumerable<string> alsoPassed, Func<string, string?> read)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Passed.Concat(alsoPassed))
        {
            if (read(name) is { } value)
                environment[name] = value;
        }

        return environment;
    }
}
