using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Processes;

namespace Freehold.Agent.Tests.Executors;

/// <summary>Ends the workers that a killed agent has left behind, so that no test leaves a process.</summary>
internal static class LeftOvers
{
    public static async Task EndAsync(string stateDirectory)
    {
        var work = Path.Combine(stateDirectory, "work");
        if (!Directory.Exists(work))
            return;

        foreach (var path in Directory.GetDirectories(work))
        {
            if (!AttemptId.TryParseFolderName(Path.GetFileName(path), out var attempt))
                continue;

            var owner = new WorkFolder(work, attempt).Owner();
            await new ProcessFamily(attempt, owner).EndAsync(TimeSpan.Zero, TimeProvider.System, CancellationToken.None).InTime();
        }
    }
}
