using System.Globalization;
using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>What the Job controller keeps of an Indexed Job, and decides about its pods. A pure count: without the pause before a try.</summary>
internal sealed class IndexedJob
{
    private readonly SortedSet<int> _completed = [];
    private readonly SortedSet<int> _failed = [];
    private readonly Dictionary<int, int> _failures = [];
    private int _failedPods;

    /// <summary>Pods that have not ended.</summary>
    public Dictionary<int, SimulatedPod> Active { get; } = [];

    /// <summary>Why the Job fails; null: it does not.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>Whether each index is done or given up.</summary>
    public bool IsOver(JsonObject spec) => _completed.Count + _failed.Count == (int)spec["completions"]!;

    /// <summary>Whether indexes were given up.</summary>
    public bool HasFailedIndexes => _failed.Count > 0;

    /// <summary>The next pod that there is to make; null when there is none, or no room beside those that are there.</summary>
    public IndexedTry? Next(JsonObject spec)
    {
        if (Active.Count >= (int)spec["parallelism"]!)
            return null;

        for (var index = 0; index < (int)spec["completions"]!; index++)
        {
            if (!_completed.Contains(index) && !_failed.Contains(index) && !Active.ContainsKey(index))
                return new(index, spec["backoffLimitPerIndex"] is null ? null : _failures.GetValueOrDefault(index));
        }

        return null;
    }

    /// <summary>Counts a pod that has ended.</summary>
    /// <returns>Whether it was one of those that count.</returns>
    public bool Take(SimulatedPod pod, bool succeeded, JsonObject spec)
    {
        var index = pod.Index!.Value;
        if (Active.GetValueOrDefault(index) != pod)
            return false;

        Active.Remove(index);
        if (succeeded)
            _completed.Add(index);
        else if (ActionFor(pod, spec) is var action && action is not "Ignore")
            Fail(index, action, spec);
        return true;
    }

    /// <summary>The counts as the API shows them.</summary>
    public void Write(JsonObject status, JsonObject spec)
    {
        Set(status, "active", Active.Count);
        Set(status, "ready", Active.Values.Count(pod => pod.IsRunning));
        Set(status, "succeeded", _completed.Count);
        Set(status, "failed", _failedPods);
        status["completedIndexes"] = Ranges(_completed);
        if (spec["backoffLimitPerIndex"] is not null)
            status["failedIndexes"] = Ranges(_failed);
    }

    private void Fail(int index, string? action, JsonObject spec)
    {
        _failedPods++;
        _failures[index] = _failures.GetValueOrDefault(index) + 1;
        if (action is "FailJob")
            FailureReason = "PodFailurePolicy";
        if (action is "FailIndex" || _failures[index] > ((int?)spec["backoffLimitPerIndex"] ?? int.MaxValue))
            _failed.Add(index);
        if (_failed.Count > ((int?)spec["maxFailedIndexes"] ?? int.MaxValue))
            FailureReason ??= "MaxFailedIndexesExceeded";
    }

    // The first rule that fits.
    private static string? ActionFor(SimulatedPod pod, JsonObject spec) => (string?)spec["podFailurePolicy"]?["rules"]?.AsArray()
        .FirstOrDefault(rule => Fits(rule!, pod))?["action"];

    private static bool Fits(JsonNode rule, SimulatedPod pod)
    {
        if (rule["onExitCodes"] is { } codes)
            return pod.ExitCode is { } code && codes["values"]!.AsArray().Any(value => (int)value! == code) == ((string)codes["operator"]! is "In");
        return rule["onPodConditions"]!.AsArray().Any(condition => pod.Has((string)condition!["type"]!));
    }

    private static void Set(JsonObject status, string name, int count)
    {
        if (count == 0 && name is not "ready")
            status.Remove(name);
        else
            status[name] = count;
    }

    // As recorded: two in a row are two numbers, three are a range.
    private static string Ranges(SortedSet<int> indexes)
    {
        var parts = new List<string>();
        int? first = null;
        var last = 0;
        foreach (var index in indexes.Append(int.MaxValue))
        {
            if (first is { } begin && index == last + 1)
            {
                last = index;
                continue;
            }

            if (first is { } done)
                parts.AddRange(last - done >= 2 ? [$"{done}-{last}"] : Enumerable.Range(done, last - done + 1).Select(each => each.ToString(CultureInfo.InvariantCulture)));
            (first, last) = (index, index);
        }

        return string.Join(',', parts);
    }
}
