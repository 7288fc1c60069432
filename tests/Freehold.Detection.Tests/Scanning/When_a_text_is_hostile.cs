using System.Text;

namespace Freehold.Detection.Tests.Scanning;

public sealed class When_a_text_is_hostile
{
    [TestCase("1")]
    [TestCase("@")]
    [TestCase(".")]
    [TestCase(":")]
    [TestCase("a@")]
    [TestCase("a.")]
    [TestCase("a@a.a")]
    [TestCase("a@b.com")]
    [TestCase("1.")]
    [TestCase("1 ")]
    [TestCase("1-")]
    [TestCase("12 345-")]
    [TestCase("4111 ")]
    [TestCase("0 (0) ")]
    [TestCase("1a")]
    [TestCase("GB82 ")]
    [TestCase("ab:")]
    [TestCase("a::")]
    [TestCase("ab-")]
    [TestCase("://")]
    [TestCase("h://a")]
    [TestCase("a.com/")]
    [TestCase("A")]
    [TestCase("A ")]
    [TestCase("Anna ")]
    [TestCase("Mr. ")]
    [TestCase("A-")]
    [TestCase("É")]
    [TestCase("名")]
    [TestCase("ssn 457-55-5462 ")]
    [TestCase("1 Main Street ")]
    public void Twice_the_text_is_twice_the_work(string unit)
    {
        var once = Work(unit, 1 << 17);
        var twice = Work(unit, 1 << 18);

        Assert.That(twice, Is.LessThanOrEqualTo((once * 2.05) + 10_000));
    }

    [Test]
    public void Bytes_that_are_no_text_do_no_harm()
    {
        var random = new Random(7);
        var bytes = new byte[4096];
        var detector = new PersonalDataDetector(EntitySet.All, minimumScore: 0);
        var findings = new List<Finding>();
        for (var turn = 0; turn < 300; turn++)
        {
            // Mostly the bytes that matchers look for, so that they are all tried at the ends of the text.
            var length = random.Next(1, 64);
            for (var index = 0; index < length; index++)
                bytes[index] = random.Next(5) == 0 ? (byte)random.Next(256) : "0123456789@.:-/ ()+xAGB2"u8[random.Next(24)];
            detector.Detect(bytes.AsSpan(0, length), findings);
            Assert.That(findings, Has.All.Matches<Finding>(finding => finding.Start >= 0 && finding.Length > 0 && finding.End <= length));
        }
    }

    private static long Work(string unit, int length)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(unit, length / unit.Length)));
        var detector = new PersonalDataDetector(EntitySet.All, minimumScore: 0);
        detector.Detect(text, []);
        return detector.Examined;
    }
}
