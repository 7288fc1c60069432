using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Journal;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using k8s.Models;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

internal sealed class AttemptAnnotationsTests
{
    [Test]
    public void What_was_accepted_can_be_read_again_except_the_document()
    {
        var accepted = new AttemptAccepted
        {
            Attempt = ScriptedControlPlane.Messages.NewAttempt().ToReference(),
            Document = ScriptedControlPlane.Messages.Document,
            DocumentDigest = JobDocument.DigestOf(ScriptedControlPlane.Messages.Document),
            TimeLimit = Duration.FromTimeSpan(TimeSpan.FromDays(3) + TimeSpan.FromMilliseconds(1)),
            OnPartition = PartitionPolicy.Stop,
            Traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            CorrelationId = "c-1",
        };
        AttemptId.TryRead(accepted.Attempt, out var id);

        var job = JobWith(AttemptAnnotations.Of(new JournaledAttempt(id, accepted).ToWorkOrder(TimeSpan.FromSeconds(60))));

        var expected = accepted.Clone();
        (expected.Document, expected.Rebuilt) = ("", true);
        Assert.That(AttemptAnnotations.OrderOf(id, job), Is.EqualTo(expected));
        Assert.That(AttemptAnnotations.LeaseOf(job), Is.EqualTo(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public void The_lease_stands_only_where_it_stops_something([Values(PartitionPolicy.Keep, PartitionPolicy.Rerun)] PartitionPolicy policy)
    {
        var order = new JournaledAttempt(ScriptedControlPlane.Messages.NewAttempt(), new() { OnPartition = policy }).ToWorkOrder(TimeSpan.FromSeconds(60));

        Assert.That(order.Lease, Is.Null);
    }

    [Test]
    public void Why_it_was_stopped_and_what_was_lost_can_be_read_again([Values] StopCause cause)
    {
        var loss = new Failed { Code = FailureCode.Evicted, ObjectName = "node \"n\"" };
        using var patch = System.Text.Json.JsonDocument.Parse(AttemptAnnotations.Stop(cause, loss, isQueued: false));
        var job = JobWith(patch.RootElement.GetProperty("metadata").GetProperty("annotations").EnumerateObject()
            .ToDictionary(each => each.Name, each => each.Value.GetString()!, StringComparer.Ordinal));

        Assert.That(AttemptAnnotations.StopOf(job), Is.EqualTo(cause));
        Assert.That(AttemptAnnotations.LossOf(job), Is.EqualTo(loss));
        Assert.That(patch.RootElement.GetProperty("spec").GetProperty("suspend").GetBoolean(), Is.True);
    }

    [Test]
    public void What_somebody_has_edited_is_as_if_it_were_not_there()
    {
        var job = JobWith(new(StringComparer.Ordinal)
        {
            ["freehold.io/time-limit"] = "soon",
            ["freehold.io/on-partition"] = "perhaps",
            ["freehold.io/stopped"] = "why",
            ["freehold.io/loss"] = "{\"code\": 7",
        });

        var order = AttemptAnnotations.OrderOf(ScriptedControlPlane.Messages.NewAttempt(), job);

        Assert.That((order.TimeLimit, order.OnPartition), Is.EqualTo((null as Duration, PartitionPolicy.Unspecified)));
        Assert.That((AttemptAnnotations.StopOf(job), AttemptAnnotations.LossOf(job)), Is.EqualTo((StopCause.None, null as Failed)));
    }

    private static V1Job JobWith(Dictionary<string, string> annotations) => new() { Metadata = new() { Annotations = annotations } };
}
