using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Detection.Tests.Scanning;

public sealed class OverlapTests
{
    [Test]
    public void The_higher_score_stands()
    {
        Assert.That(Settle(10, (UsSsn, 0, 9, 0.4f, false), (AuTfn, 0, 9, 0.5f, false)), Is.EqualTo(new[] { AuTfn }));
    }

    [Test]
    public void Of_equal_scores_the_longer_stands()
    {
        Assert.That(Settle(20, (Date, 0, 10, 0.6f, false), (PhoneNumber, 2, 12, 0.6f, false)), Is.EqualTo(new[] { PhoneNumber }));
    }

    [Test]
    public void Of_equal_ones_that_in_context_stands()
    {
        Assert.That(Settle(20, (BrCpf, 0, 11, 1, false), (PlPesel, 0, 11, 1, true)), Is.EqualTo(new[] { PlPesel }));
    }

    [Test]
    public void What_only_touches_stands_and_comes_in_the_order_of_the_text()
    {
        Assert.That(
            Settle(300, (Email, 200, 100, 1, false), (Date, 64, 64, 0.6f, false), (Url, 0, 64, 0.7f, false), (Domain, 127, 2, 0.5f, false)),
            Is.EqualTo(new[] { Url, Date, Email }));
    }

    [Test]
    public void The_loser_of_a_loser_stands()
    {
        Assert.That(
            Settle(40, (Date, 0, 10, 0.4f, false), (PhoneNumber, 8, 10, 0.6f, false), (Email, 16, 10, 1, false)),
            Is.EqualTo(new[] { Date, Email }));
    }

    [Test]
    public void An_instance_remembers_nothing_of_the_text_before()
    {
        var detector = new PersonalDataDetector(EntitySet.All);
        var findings = new List<Finding>();
        for (var turn = 0; turn < 2; turn++)
        {
            detector.Detect("anna@example.org and 457-55-5462"u8, findings);
            Assert.That(findings.Select(finding => finding.Entity), Is.EqualTo(new[] { Email, UsSsn }));
        }
    }

    private static PersonalDataEntity[] Settle(
        int length, params (PersonalDataEntity Entity, int Start, int Length, float Score, bool InContext)[] candidates)
    {
        var findings = new List<Finding>();
        new Overlaps().Settle(
            [.. candidates.Select(c => new Candidate(new(c.Entity, c.Start, c.Length, c.Score), c.InContext))], length, findings);
        return [.. findings.Select(finding => finding.Entity)];
    }
}
