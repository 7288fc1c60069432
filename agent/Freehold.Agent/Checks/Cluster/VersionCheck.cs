using System.Globalization;
using Freehold.Agent.Kubernetes;
using Freehold.JobContract.Checks;
using Freehold.Protocol.V1;
using k8s;

namespace Freehold.Agent.Checks.Cluster;

/// <summary>Whether the API server answers, and which version it has.</summary>
internal static class VersionCheck
{
    public static async Task<IReadOnlyList<CheckFinding>> LookAsync(ClusterConnection cluster, ClusterQuestion question, CancellationToken cancellationToken)
    {
        CheckFinding? version = null;
        var answers = await question.AskAsync(
            CheckId.KubernetesApi,
            async limit =>
            {
                var said = await cluster.Api.Version.GetCodeAsync(limit);
                version = Judge(said.Major, said.Minor, said.GitVersion);
                return CheckFinding.Green(CheckId.KubernetesApi, $"{cluster.Api.BaseUri}, namespace {cluster.Namespace}");
            },
            cancellationToken);

        // Anybody may ask for the version: a refusal means that the caller is not known.
        if (answers is { Outcome: CheckOutcome.Skipped })
            answers = answers with { Outcome = CheckOutcome.Red, Detail = CheckDetail.Unauthorized };
        return [answers, version ?? CheckFinding.Skipped(CheckId.KubernetesVersion, CheckDetail.Depends)];
    }

    private static CheckFinding Judge(string? major, string? minor, string? name)
    {
        var range = $"supported: 1.{SupportedKubernetes.Oldest} and later, tried up to 1.{SupportedKubernetes.NewestTried}";

        // Some vendors write 29+.
        var number = int.TryParse(new string([.. (minor ?? "").TakeWhile(char.IsAsciiDigit)]), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        var said = $"{name ?? $"{major}.{minor}"}; {range}";
        var finding = major switch
        {
            "1" when number >= SupportedKubernetes.Oldest && number <= SupportedKubernetes.NewestTried => CheckFinding.Green(CheckId.KubernetesVersion, said),
            "1" when number < SupportedKubernetes.Oldest => CheckFinding.Red(CheckId.KubernetesVersion, CheckDetail.TooOld, said),
            _ => CheckFinding.Warning(CheckId.KubernetesVersion, CheckDetail.Untried, said),
        };
        return finding with { Expected = SupportedKubernetes.Oldest, Found = (ulong)number };
    }
}
