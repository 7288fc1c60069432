using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Assignments;

public sealed class EndFactsTests
{
    private static readonly WorkerCircumstances Seen = new()
    {
        ClusterReason = "OOMKilled",
        MemoryLimitBytes = 3000,
        Restarts = 1,
        Node = "node-1",
        ImageDigest = "sha256:" + new string('a', 64),
        Warnings = [new() { About = "Pod", Reason = "OOMKilling", Count = 1 }],
    };

    [Test]
    public void The_highest_memory_that_was_ever_reported_counts()
    {
        var facts = new EndFacts();
        facts.Note(new Progress { PeakMemoryBytes = 10 });
        facts.Note(new Progress { PeakMemoryBytes = 2900 });
        facts.Note(new Progress { PeakMemoryBytes = 20 });

        Assert.That(facts.AddTo(new() { Failed = new() { Code = "oom_killed" } }).Failed.PeakMemoryBytes, Is.EqualTo(2900));
        Assert.That(facts.AddTo(new() { Succeeded = new() { PeakMemoryBytes = 2950 } }).Succeeded.PeakMemoryBytes, Is.EqualTo(2950));
    }

    [Test]
    public void A_failure_carries_what_was_seen_around_it()
    {
        var facts = new EndFacts();
        facts.Note(Seen);

        var failed = facts.AddTo(new() { Failed = new() { Code = "oom_killed" } }).Failed;

        Assert.That(failed, Is.EqualTo(new Failed
        {
            Code = "oom_killed",
            ClusterReason = Seen.ClusterReason,
            MemoryLimitBytes = Seen.MemoryLimitBytes,
            Restarts = Seen.Restarts,
            Node = Seen.Node,
            ImageDigest = Seen.ImageDigest,
            Warnings = { Seen.Warnings },
        }));
    }

    [Test]
    public void What_a_worker_claims_of_its_surroundings_does_not_count()
    {
        var facts = new EndFacts();
        facts.Note(Seen);

        var started = facts.Note(new Started { Node = "elsewhere", ImageDigest = "sha256:none", MemoryLimitBytes = 1 });

        Assert.That((started.Node, started.ImageDigest, started.MemoryLimitBytes), Is.EqualTo((Seen.Node, Seen.ImageDigest, Seen.MemoryLimitBytes)));
    }

    [Test]
    public void Without_a_container_the_limit_is_the_worker_s_own()
    {
        var facts = new EndFacts();
        facts.Note(new Started { MemoryLimitBytes = 4000 });

        Assert.That(facts.AddTo(new() { Succeeded = new() }).Succeeded.MemoryLimitBytes, Is.EqualTo(4000));
    }
}
