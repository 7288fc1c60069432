using Freehold.Agent.Connection;
using Freehold.Agent.Startup;
using Freehold.JobContract.Checks;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Checks;

/// <summary>The settings. That there is somebody to ask means that they are right: else the program would not have been put together.</summary>
internal sealed class SettingsCheck(IOptions<AgentOptions> agent, IOptions<ControlPlaneOptions> controlPlane) : ICheck
{
    public Task<IReadOnlyList<CheckFinding>> RunAsync(CheckScope scope, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CheckFinding>>([CheckFinding.Green(CheckId.Settings, $"agent {agent.Value.Label}, control plane {controlPlane.Value.Endpoint}")]);

    /// <summary>What is found when they are not right: nothing else can be tried.</summary>
    /// <param name="problems">All of them; names keys, quotes no value.</param>
    public static IReadOnlyList<CheckFinding> Failed(string problems) =>
    [
        CheckFinding.Red(CheckId.Settings, CheckDetail.Invalid, problems),
        .. CheckCatalog.All.Where(check => check.Id is not CheckId.Settings && !CheckCatalog.IsOfStore(check.Id))
            .Select(check => CheckFinding.Skipped(check.Id, CheckDetail.Depends)),
    ];
}
