using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Jobs;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Tests.Dispatch;

internal sealed class DispatchMessagesTests
{
    [TestCase(250, 100)]
    [TestCase(40, 256 * 1024)]
    [TestCase(3, 900_000)]
    public void Assignments_of_any_number_and_size_keep_the_bounds_of_a_message_and_their_order(int count, int documentBytes)
    {
        var attempts = Enumerable.Range(1, count)
            .Select(number => new HandedAttempt(Guid.NewGuid(), Guid.NewGuid(), number, Guid.NewGuid(), new('x', documentBytes), "", null, null, "c", "keep"))
            .ToList();

        var messages = DispatchMessages.Assign(attempts).ToList();

        Assert.That(messages.Select(message => message.CalculateSize()), Is.All.LessThanOrEqualTo(WireBounds.MessageBytes));
        Assert.That(messages.Select(message => message.Assign.Assignments.Count), Is.All.InRange(1, 100));
        Assert.That(messages.SelectMany(message => message.Assign.Assignments).Select(assign => assign.Attempt.Number),
            Is.EqualTo(Enumerable.Range(1, count)));
    }

    [Test]
    public void Confirmations_and_cancellations_go_500_a_message()
    {
        var keys = Enumerable.Range(1, 1_001).Select(number => new AttemptKey(Guid.NewGuid(), number)).ToList();

        Assert.That(DispatchMessages.Confirm(keys).Select(message => message.Confirm.Attempts.Count), Is.EqualTo(new[] { 500, 500, 1 }));
        Assert.That(DispatchMessages.Cancel(keys, CancelReason.Requested).Select(message => message.Cancel.Cancels.Count),
            Is.EqualTo(new[] { 500, 500, 1 }));
        Assert.That(DispatchMessages.Confirm([]), Is.Empty);
    }
}
