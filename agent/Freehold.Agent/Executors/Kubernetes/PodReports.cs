using Freehold.Agent.Assignments;
using Freehold.Agent.Kubernetes;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>The reports of the attempts whose pods run or have run: each log is read once, whoever asks.</summary>
/// <remarks>Safe from any thread. <see cref="StopAsync"/> waits for every reading to end.</remarks>
internal sealed class PodReports(ClusterConnection cluster, AttemptSights sights, TimeProvider time, ILogger<PodReports> log) : IDisposable
{
    private readonly Dictionary<AttemptId, Followed> _reports = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();

    /// <summary>The report of the attempt's pod, read from now on if it was not yet; null while there is nothing to read.</summary>
    public Followed? Find(AttemptId attempt, AttemptSight sight)
    {
        lock (_gate)
        {
            // After a queue has taken its place away for a while, the attempt goes on in another pod.
            if (_reports.TryGetValue(attempt, out var followed) && (followed.Pod == sight.Pod?.Metadata.Name || !HasBegun(sight)))
                return followed;
            if (sight.Pod is not { } pod || sight.PodIsGone || !HasBegun(sight) || _stopping.IsCancellationRequested)
                return null;

            log.RunsAs(attempt, pod.Metadata.Name, pod.Spec?.NodeName ?? "", sight.ImageId);
            var over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            var report = new PodReport(cluster, pod.Metadata.Name, () => HasEnded(attempt), time);
            var earlier = followed is null ? Task.CompletedTask : EndAsync(followed);
            return _reports[attempt] = new(pod.Metadata.Name, report, RunAsync(report, earlier, over.Token), over);
        }
    }

    /// <summary>Drops a report; its reading ends.</summary>
    public async Task ForgetAsync(AttemptId attempt)
    {
        Followed? followed;
        lock (_gate)
            _reports.Remove(attempt, out followed);
        if (followed is not null)
            await EndAsync(followed);
    }

    /// <summary>Ends every reading.</summary>
    public async Task StopAsync()
    {
        List<Followed> all;
        await _stopping.CancelAsync();
        lock (_gate)
        {
            all = [.. _reports.Values];
            _reports.Clear();
        }

        foreach (var followed in all)
            await EndAsync(followed);
    }

    public void Dispose() => _stopping.Dispose();

    private static bool HasBegun(AttemptSight sight) => sight.Main is { Running: not null } or { Terminated: not null };

    private static async Task RunAsync(PodReport report, Task earlier, CancellationToken over)
    {
        await earlier;
        try
        {
            await report.ReadToEndAsync(over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Forgotten, or the agent stops.
        }
    }

    private static async Task EndAsync(Followed followed)
    {
        await followed.Over.CancelAsync();
        await followed.Reading;
        followed.Over.Dispose();
    }

    private bool HasEnded(AttemptId attempt)
    {
        var (sight, _) = sights.Look(attempt);
        return sight.PodIsGone || sight.Main is { Terminated: not null } || sight.Pod?.Status?.Phase is "Failed" or "Succeeded";
    }

    /// <param name="Pod">Name of the pod.</param>
    /// <param name="Reading">Completes when all was read that can be.</param>
    /// <param name="Over">Ends the reading.</param>
    internal sealed record Followed(string Pod, PodReport Report, Task Reading, CancellationTokenSource Over);
}
