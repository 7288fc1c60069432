using System.Text;
using Freehold.ControlPlane.Replicas;

namespace Freehold.ControlPlane.Tests.Replicas;

internal sealed class NoticeTextTests
{
    [Test]
    public void What_is_written_is_read_whatever_its_kind([Values] NoticeKind kind)
    {
        ReplicaNotice[] notices = [new(kind, Guid.NewGuid()), new(kind, ReplicaNotice.Everything)];

        var read = NoticeText.Read(NoticeText.Write("replica-1", notices).Single(), out var sender);

        Assert.That(read, Is.EqualTo(notices));
        Assert.That(sender, Is.EqualTo("replica-1"));
    }

    [Test]
    public void Many_keep_the_bound_of_a_payload_and_too_many_become_everything()
    {
        var some = Notices(NoticeKind.JobChanged, 1_000).ToList();
        var tooMany = Notices(NoticeKind.AgentHasWork, 1_001).ToList();

        var payloads = NoticeText.Write(new('r', 100), [.. some, .. tooMany]);

        Assert.That(payloads.Select(Encoding.UTF8.GetByteCount), Is.All.LessThan(8_000));
        Assert.That(payloads.SelectMany(payload => NoticeText.Read(payload, out _)),
            Is.EquivalentTo(some.Append(new ReplicaNotice(NoticeKind.AgentHasWork, ReplicaNotice.Everything))));
    }

    [TestCase("")]
    [TestCase("no-space")]
    [TestCase("replica ")]
    [TestCase("replica w123")]
    [TestCase("replica ?0123456789abcdef0123456789abcdef")]
    [TestCase("replica w0123456789abcdef0123456789abcdeX")]
    public void What_is_not_ours_says_nothing(string payload)
    {
        Assert.That(NoticeText.Read(payload, out _), Is.Empty);
    }

    private static IEnumerable<ReplicaNotice> Notices(NoticeKind kind, int count) =>
        Enumerable.Range(0, count).Select(_ => new ReplicaNotice(kind, Guid.NewGuid()));
}
