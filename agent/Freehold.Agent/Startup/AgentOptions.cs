using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Startup;

/// <summary>Who this agent is and how much it takes on. Section <c>Agent</c>.</summary>
public sealed class AgentOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Agent";

    /// <summary>The agent's label, as the control plane knows it. Required; a DNS label of at most 63 characters.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// Folder that holds the journal and the work folders, used by one agent at a time. Required; made when absent. It must
    /// survive restarts, and have room for the scratch files of all workers.
    /// </summary>
    public string? StateDirectory { get; init; }

    /// <summary>Most attempts at the same time. Default 4; 1 to 1000.</summary>
    public int MaxConcurrent { get; init; } = 4;

    /// <summary>
    /// Stable name of this replica, at most 253 characters. Default: the machine's name, with <see cref="Standby"/> also the
    /// number of the process, since two of them may share a machine.
    /// </summary>
    public string? ReplicaId { get; init; }

    /// <summary>
    /// Whether this replica stands by while another one holds the state directory, and takes over when that one is gone. Default
    /// false: it ends with an error instead.
    /// </summary>
    public bool Standby { get; init; }

    /// <summary>The replica's name, default included.</summary>
    internal string ReplicaName =>
        ReplicaId ?? (Standby ? string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}") : Environment.MachineName);
}

internal sealed partial class AgentOptionsValidator : IValidateOptions<AgentOptions>
{
    private const int LongestReplicaId = 253;

    public ValidateOptionsResult Validate(string? name, AgentOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.Label is not { } label || !DnsLabel().IsMatch(label))
            problems.AddError($"{nameof(options.Label)} is required: the label that the control plane shows for this agent (a-z, 0-9 and -, at most 63 characters)");

        if (string.IsNullOrWhiteSpace(options.StateDirectory))
            problems.AddError($"{nameof(options.StateDirectory)} is required: a folder that survives restarts");

        if (options.MaxConcurrent is < 1 or > 1000)
            problems.AddError($"{nameof(options.MaxConcurrent)} must be from 1 to 1000");

        if (options.ReplicaId is { Length: 0 or > LongestReplicaId })
            problems.AddError($"{nameof(options.ReplicaId)} must have 1 to {LongestReplicaId} characters");

        return problems.Build();
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex DnsLabel();
}
