using Freehold.Detection.Tests.Corpus;

namespace Freehold.Detection.Tests.Scanning;

public sealed class When_calls_repeat
{
    [Test]
    public void Nothing_is_allocated_once_buffers_have_grown()
    {
        var sentences = LabelledSentence.ReadAll();
        var detector = new PersonalDataDetector(EntitySet.All);
        var findings = new List<Finding>();
        DetectAll();
        DetectAll();

        var before = GC.GetAllocatedBytesForCurrentThread();
        DetectAll();

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void DetectAll()
        {
            for (var index = 0; index < sentences.Count; index++)
                detector.Detect(sentences[index].Text, findings);
        }
    }
}
