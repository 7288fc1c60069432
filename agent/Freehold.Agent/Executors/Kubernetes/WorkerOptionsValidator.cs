using System.Text.RegularExpressions;
using Freehold.Agent.Executors.Kubernetes.PodTemplates;
using Freehold.JobContract.Documents;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors.Kubernetes;

internal sealed partial class WorkerOptionsValidator : IValidateOptions<WorkerOptions>
{
    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];

    public ValidateOptionsResult Validate(string? name, WorkerOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (!PullPolicies.Contains(options.ImagePullPolicy))
            problems.AddError($"{nameof(options.ImagePullPolicy)} must be one of {string.Join(", ", PullPolicies)}");

        if (options.RunAsUser < 1)
            problems.AddError($"{nameof(options.RunAsUser)} must be a user other than root");

        if (options.MaxPodsPerJob is < 1 or > 10_000)
            problems.AddError($"{nameof(options.MaxPodsPerJob)} must be from 1 to 10000");

        if (options.SpreadFromMebibytes is < 0 or > 1024 * 1024)
            problems.AddError($"{nameof(options.SpreadFromMebibytes)} must be from 0 to 1048576");

        if (options.KueueQueue is { } queue && !QueueName().IsMatch(queue))
            problems.AddError($"{nameof(options.KueueQueue)} must be the name of a queue: lower-case letters, digits, '-' and '.', at most 63");

        if (options.KeepFinished < TimeSpan.FromMinutes(10) || options.KeepFinished > TimeSpan.FromDays(30))
            problems.AddError($"{nameof(options.KeepFinished)} must be from 10m to 30d");

        foreach (var entry in options.ServiceAccounts.Where(entry => entry.Split('=') is not [var kind, { Length: > 0 }] || !JobKinds.ByName.ContainsKey(kind)))
            problems.AddError($"{nameof(options.ServiceAccounts)}: {entry} must be kind=account, with one of the kinds {string.Join(", ", JobKinds.ByName.Keys)}");

        foreach (var entry in options.NodeSelector.Where(entry => entry.Split('=') is not [{ Length: > 0 }, _]))
            problems.AddError($"{nameof(options.NodeSelector)}: {entry} must be key=value");

        foreach (var entry in options.Tolerations.Where(entry => !Toleration().IsMatch(entry)))
            problems.AddError($"{nameof(options.Tolerations)}: {entry} must be key=value:Effect, key:Effect or key; effects are NoSchedule, PreferNoSchedule and NoExecute");

        // The value may be a secret after all: only the name is shown.
        foreach (var entry in options.Environment.Where(entry => !Variable().IsMatch(entry) || entry.StartsWith("FREEHOLD_", StringComparison.Ordinal)))
            problems.AddError($"{nameof(options.Environment)}: {entry.Split('=')[0]} must be NAME=value, and none of Freehold's own");

        if (options.PodTemplateFile is { } file && PodTemplateFile.TryRead(file, out var problem) is null)
            problems.AddError($"{nameof(options.PodTemplateFile)}: {problem}");

        return problems.Build();
    }

    [GeneratedRegex("^[A-Za-z0-9./_-]+(=[A-Za-z0-9._-]*)?(:(NoSchedule|PreferNoSchedule|NoExecute))?$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Toleration();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex QueueName();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*=", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Variable();
}
