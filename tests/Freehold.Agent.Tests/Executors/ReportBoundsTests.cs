using System.Text;
using Freehold.Agent.Executors;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors;

public sealed class ReportBoundsTests
{
    [Test]
    public void Text_is_cut_between_characters([Values(1, 2, 3, 4)] int bytesPerCharacter)
    {
        var character = new[] { "a", "é", "€", "😀" }[bytesPerCharacter - 1];

        var cut = new Failed { Code = "bad_input", ColumnName = string.Concat(Enumerable.Repeat(character, 300)) }.Bounded().ColumnName;

        Assert.That(Encoding.UTF8.GetByteCount(cut), Is.EqualTo(256 / bytesPerCharacter * bytesPerCharacter));
    }

    [TestCase("")]
    [TestCase("Bad input: row 'Müller'")]
    [TestCase("UPPER")]
    public void What_is_no_code_is_a_crash(string code)
    {
        Assert.That(new Failed { Code = code, Detail = code }.Bounded(), Is.EqualTo(new Failed { Code = "worker_crashed" }));
    }

    [Test]
    public void Artifacts_beyond_200_are_counted()
    {
        var succeeded = new Succeeded { ArtifactsOmitted = 3 };
        for (var artifact = 0; artifact < 205; artifact++)
            succeeded.Artifacts.Add(new Artifact { Uri = $"file:///{artifact}" });

        var bounded = succeeded.Bounded();

        Assert.That(bounded.Artifacts, Has.Count.EqualTo(200));
        Assert.That(bounded.ArtifactsOmitted, Is.EqualTo(8));
    }

    [Test]
    public void The_largest_event_is_within_256_KiB()
    {
        var succeeded = new Succeeded { ManifestUri = Long(), ManifestDigest = Long(), Totals = new() { RowsRead = ulong.MaxValue } };
        for (var artifact = 0; artifact < 1000; artifact++)
            succeeded.Artifacts.Add(new Artifact { Uri = Long(), Sha256 = Long(), Kind = Long(), Bytes = ulong.MaxValue, Rows = ulong.MaxValue });

        Assert.That(new JobEvent { Succeeded = succeeded.Bounded() }.CalculateSize(), Is.LessThan(256 * 1024));

        static string Long() => new('x', 10_000);
    }

    [Test]
    public void A_summary_holds_words_and_counts_alone()
    {
        var failed = new Failed { Code = "bad_input", Summary = new() };
        failed.Summary.Counts.Add(new CodeCount { Code = "tasks_retried", Count = 3 });
        failed.Summary.Counts.Add(new CodeCount { Code = "tasks_retried", Count = 4 });
        failed.Summary.Counts.Add(new CodeCount { Code = "row 'Müller'", Count = 1 });

        Assert.That(failed.Bounded().Summary.Counts, Is.EqualTo(new[] { new CodeCount { Code = "tasks_retried", Count = 3 } }));
    }

    [Test]
    public void Quarantined_tasks_beyond_100_are_counted()
    {
        var succeeded = new Succeeded { QuarantinedOmitted = 2 };
        succeeded.Quarantined.AddRange(Enumerable.Range(0, 103).Select(index => new TaskChanged { Index = (uint)index }));

        var bounded = succeeded.Bounded();

        Assert.That((bounded.Quarantined.Count, bounded.QuarantinedOmitted), Is.EqualTo((100, 5u)));
    }
}
