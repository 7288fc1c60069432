using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class When_a_pod_ends_as_recorded
{
    private const string None = "none";

    // Which recording, what the attempt ends as, and within how many seconds of the recording: half a minute after the cause, or after
    // the first sign of it where the cluster itself takes its time.
    private static readonly object[][] Ends =
    [
        ["01-success-message-fallback", "exit 0", 30],
        ["01-success-message-file", "exit 0", 30],
        ["02-abort-child", "signal 6", 30],
        ["02-abort-main", "signal 11", 30],
        ["02-exit-1-fallback-logs", "exit 1", 30],
        ["02-exit-1-message-file", "exit 1", 30],
        ["02-exit-137-by-itself", "signal 9", 30],
        ["02-init-container-fails", "worker_not_started/start_error", 30],
        ["02-liveness-kill", "signal 9", 30],
        ["02-message-over-4096", "exit 1", 30],
        ["02-sigkill-from-node", "signal 9", 30],
        ["02-sigsegv-main", "signal 11", 30],
        ["02-sigterm-main", "exit 9", 30],
        ["03-evicted-emptydir-limit", "disk_exceeded", 30],
        ["03-evicted-ephemeral-storage", "disk_exceeded", 30],
        ["03-oom-child-main-exit-0", "exit 0", 30],
        ["03-oom-child-main-exit-1", "oom_killed", 30],
        ["03-oom-main", "oom_killed", 30],
        ["03-oom-shm", "oom_killed", 30],
        ["04-err-image-never-pull", "image_pull/not_present", 30],
        ["04-err-image-pull", "image_pull/unreachable", 60],
        ["04-err-image-pull-deadline", "image_pull/unreachable", 60],
        ["04-invalid-image-name", "image_pull/invalid_name", 30],
        ["05-configmap-key-missing", "secret_missing", 30],
        ["05-create-container-error", "worker_not_started/start_error", 30],
        ["05-run-as-non-root", "worker_not_started/start_error", 30],
        ["05-sandbox-failure-runtimeclass", "worker_not_started/start_error", 66],
        ["05-secret-missing-env", "exit 0", 30],
        ["05-secret-missing-volume", "secret_missing", 30],
        ["05-start-error-bad-command", "worker_not_started/start_error", 30],
        ["05-start-error-bad-mount", "worker_not_started/start_error", 30],
        ["05-start-error-bad-workdir", "worker_not_started/start_error", 30],
        ["06-scheduling-gated", None, 0],
        ["06-unknown-scheduler", None, 0],
        ["06-unschedulable-cpu", None, 0],
        ["06-unschedulable-deadline", "time_limit", 30],
        ["06-unschedulable-pvc", None, 0],
        ["06-unschedulable-selector", "exit 0", 30],
        ["06-unschedulable-taint", "exit 0", 30],
        ["07-limitrange", "admission_refused", 30],
        ["07-podsecurity-restricted", "admission_refused", 30],
        ["07-podsecurity-restricted-accepted", "exit 0", 30],
        ["07-priorityclass-missing", "admission_refused", 30],
        ["07-quota-cpu-must-specify", "admission_refused", 30],
        ["07-quota-freed-then-job-touched", "exit 0", 52],
        ["07-quota-pods-then-freed", "exit 0", 95],
        ["07-runtimeclass-missing", "admission_refused", 30],
        ["07-serviceaccount-missing", "admission_refused", 30],
        ["08-deadline-job", "time_limit", 34],
        ["08-deadline-job-sigterm-handled", "time_limit", 34],
        ["08-deadline-pod", "time_limit", 34],
        ["09-evict-api", "evicted", 30],
        ["09-evict-api-blocked-by-pdb", None, 0],
        ["09-evicted-node-memory-pressure", "evicted", 30],
        ["09-kubelet-restart", "exit 0", 45],
        ["09-node-deleted", "node_lost", 60],
        ["09-node-lost", "node_lost", 90],
        ["09-node-lost-default-tolerations", "node_lost", 90],
        ["09-only-node-lost-default-toleration", "node_lost", 90],
        ["09-only-node-lost-finished-while-away", "node_lost", 90],
        ["09-only-node-lost-force-delete", "node_lost", 90],
        ["09-only-node-lost-toleration-5", "node_lost", 90],
        ["09-pod-deleted-by-hand", "pod_deleted", 31],
        ["09-preempted", "preempted", 31],
        ["09-taint-noexecute", "evicted", 31],
        ["11-created-suspended", "exit 0", 34],
        ["12-ttl", "exit 0", 30],
        ["18-sidecar-native", "exit 0", 30],
        ["18-sidecar-native-main-fails", "exit 1", 30],
        ["18-sidecar-oldstyle-hangs", "exit 0", 30],
        ["18-sidecar-oldstyle-main-fails-hangs", "exit 1", 30],
        ["20-force-delete", "pod_deleted", 31],
        ["20-terminating-by-finalizer", "pod_deleted", 31],
        ["20-terminating-by-long-grace", "pod_deleted", 31],
        ["24-namespace-terminating", "pod_deleted", 31],
    ];

    private static IEnumerable<TestCaseData> Waiting =>
    [
        new("06-scheduling-gated", WaitingReason.Node),
        new("06-unknown-scheduler", WaitingReason.Node),
        new("06-unschedulable-cpu", WaitingReason.Node),
        new("06-unschedulable-pvc", WaitingReason.Node),
        new("06-unschedulable-selector", WaitingReason.Node),
        new("06-unschedulable-taint", WaitingReason.Node),
        new("07-quota-pods-then-freed", WaitingReason.Quota),
        new("07-quota-freed-then-job-touched", WaitingReason.Quota),
        new("07-limitrange", WaitingReason.Policy),
        new("04-err-image-pull", WaitingReason.Image),
        new("11-created-suspended", WaitingReason.Quota),
    ];

    [TestCaseSource(nameof(Ends))]
    public void The_attempt_ends_with_the_cause_and_in_time(string recording, string expected, int within)
    {
        var judged = JudgedRecording.Of(recording);

        Assert.That(judged.Word, Is.EqualTo(expected));
        if (expected != None)
            Assert.That(judged.EndedAt.TotalSeconds, Is.LessThanOrEqualTo(within));
    }

    // The same once more with everything in between: the server's lists and watches, the client, the executor.
    [TestCaseSource(nameof(Ends))]
    public async Task Over_the_wire_it_is_the_same(string recording, string expected, int within)
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Api.Jobs.IsOff = true;
        var attempt = ScriptedControlPlane.Messages.NewAttempt();
        WatchedAttempt? watched = null;
        foreach (var change in Recording.Of(recording, attempt, ClusterBench.Namespace).Changes.Where(change => change.IsOf(attempt)))
        {
            await bench.ShowAsync(attempt, change, watched);
            // Watched from when its Job is there, as an attempt is: what the recorder heard before comes as what is there already.
            if (change.Resource is "jobs")
                watched ??= bench.Watch(attempt);
            if (watched?.Over.IsCompleted is true)
                break;
        }

        if (expected == None)
            Assert.That(watched!.Over.IsCompleted, Is.False);
        else
            Assert.That(JudgedRecording.WordOf(await watched!.EndsAsync(TimeSpan.FromMinutes(2))), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Waiting))]
    public void The_attempt_says_what_it_waits_for(string recording, WaitingReason reason)
    {
        Assert.That(JudgedRecording.Of(recording).Waits, Does.Contain(reason));
    }

    [TestCase("04-err-image-pull", "registry.invalid/team/nosuch:1")]
    [TestCase("05-configmap-key-missing", "cfg/wanted")]
    [TestCase("05-secret-missing-volume", "db")]
    public void The_failure_names_what_is_missing(string recording, string named)
    {
        Assert.That(JudgedRecording.Of(recording).End?.Because?.ObjectName, Is.EqualTo(named));
    }

    [Test]
    public void Every_recording_has_its_line()
    {
        Assert.That(Ends.Select(line => line[0]), Is.EquivalentTo(Recording.Names));
    }
}
