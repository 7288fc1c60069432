using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Tests.ScriptedControlPlane;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class SeenCircumstancesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [TestCase("03-oom-main", "OOMKilled")]
    [TestCase("03-evicted-emptydir-limit", "Evicted")]
    [TestCase("09-evict-api", "EvictionByEvictionAPI")]
    [TestCase("09-preempted", "PreemptionByScheduler")]
    [TestCase("09-node-lost", "DeletionByTaintManager")]
    [TestCase("08-deadline-pod", "DeadlineExceeded")]
    [TestCase("05-start-error-bad-command", "StartError")]
    [TestCase("05-create-container-error", "CreateContainerError")]
    [TestCase("04-err-image-never-pull", "ErrImageNeverPull")]
    [TestCase("07-limitrange", "FailedCreate")]
    [TestCase("02-exit-1-message-file", "")]
    [TestCase("01-success-message-file", "")]
    public void The_cluster_s_word_is_the_one_that_tells_most(string recording, string word)
    {
        Assert.That(Of(recording).ClusterReason, Is.EqualTo(word));
    }

    [Test]
    public void A_pod_that_ran_tells_node_and_limit()
    {
        var seen = Of("03-oom-main");

        Assert.That(seen.Node, Is.EqualTo("127.0.0.1"));
        Assert.That(seen.MemoryLimitBytes, Is.GreaterThan(0));
    }

    [Test]
    public void The_digest_is_that_of_the_image_that_ran()
    {
        var digest = "sha256:" + new string('a', 64);

        Assert.That(SeenCircumstances.DigestIn($"registry.example/team/worker@{digest}"), Is.EqualTo(digest));
        Assert.That(SeenCircumstances.DigestIn("registry.example/team/worker:1"), Is.Empty);
    }

    [Test]
    public void A_warning_that_is_given_again_is_counted_and_not_repeated()
    {
        var warning = Of("07-quota-pods-then-freed").Warnings.Single(warning => warning.Reason == "FailedCreate");

        Assert.That(warning.About, Is.EqualTo("Job"));
        Assert.That(warning.Count, Is.GreaterThan(1));
        Assert.That(warning.FirstAgo, Is.GreaterThan(warning.LastAgo));
    }

    // Of each recording: no sentence, no name, and not too much of anything.
    [TestCaseSource(typeof(Recording), nameof(Recording.Names))]
    public void Nothing_leaves_but_words_and_numbers(string recording)
    {
        var seen = Of(recording);

        Assert.That(seen.ClusterReason, Does.Match("^[A-Za-z0-9]{0,64}$"));
        Assert.That(seen.ImageDigest, Does.Match("^(sha256:[0-9a-f]{64})?$"));
        Assert.That(seen.Warnings, Has.Count.LessThanOrEqualTo(10));
        Assert.That(seen.Warnings.Select(warning => warning.Reason + warning.About), Is.All.Match("^[A-Za-z0-9]{2,128}$"));
    }

    private static WorkerCircumstances Of(string recording)
    {
        var attempt = Messages.NewAttempt();
        var sights = new AttemptSights();
        foreach (var change in Recording.Of(recording, attempt).Changes)
            change.ApplyTo(sights);
        return SeenCircumstances.Of(sights.Look(attempt).Sight, Now);
    }
}
