using Freehold.ControlPlane.Entitlements;

namespace Freehold.ControlPlane.Tests.Entitlements;

public sealed class EntitlementStandingTests
{
    private static readonly DateTimeOffset Ends = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly EntitlementDocument Document = new()
    {
        Format = 1,
        Id = "2026-1",
        Organization = "default",
        NotBefore = Ends.AddYears(-1),
        Expires = Ends,
        GraceDays = 14,
        Kinds = ["transform"],
    };

    [TestCase(-366, false, false)]
    [TestCase(-365, true, true)]
    [TestCase(-1, true, true)]
    [TestCase(0, false, true)]
    [TestCase(13, false, true)]
    [TestCase(14, false, false)]
    public void What_has_started_is_finished_in_the_grace_time(int day, bool mayStart, bool mayFinish)
    {
        var entitlement = Entitlement.Of(Document, Ends.AddDays(day));

        Assert.That(entitlement.MayStart, Is.EqualTo(mayStart));
        Assert.That(entitlement.MayFinish, Is.EqualTo(mayFinish));
        Assert.That(entitlement.Obstacle is null, Is.EqualTo(mayStart));
    }

    [Test]
    public void A_kind_that_is_not_in_it_is_refused_by_name()
    {
        var entitlement = Entitlement.Of(Document, Ends.AddDays(-1));

        Assert.That(entitlement.ObstacleTo("transform"), Is.Null);
        Assert.That(entitlement.ObstacleTo("train"), Is.EqualTo("The entitlement 2026-1 is for transform, not for train."));
    }
}
