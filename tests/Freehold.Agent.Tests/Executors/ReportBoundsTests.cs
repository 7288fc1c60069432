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

        succeeded.Profile = new() { Rows = ulong.MaxValue };
        for (var column = 0; column < 1000; column++)
            succeeded.Profile.Details.Add(new ProfiledColumn { Table = Long(), Name = Long(), Type = Long(), Entity = Long(), Distinct = ulong.MaxValue, Quality = 1 });
        Assert.That(new JobEvent { Succeeded = succeeded.Bounded() }.CalculateSize(), Is.LessThan(256 * 1024));

        static string Long() => new('x', 10_000);
    }

    [Test]
    public void Columns_of_a_profile_are_words_names_and_shares()
    {
        var profile = new ProfileSummary { Rows = 5, Quality = 7, ColumnsOmitted = 1 };
        profile.Details.Add(new ProfiledColumn { Name = "mail", Type = "row 'Müller'", Entity = "Müller@example.org", Confidence = double.NaN, NullShare = -1, Quality = 2 });
        profile.Details.AddRange(Enumerable.Repeat(new ProfiledColumn { Name = "n", Type = "integer", Entity = "email" }, 300));

        var bounded = new Succeeded { ManifestUri = "file:///m", Profile = profile }.Bounded().Profile;

        Assert.That((bounded.Rows, bounded.Quality, bounded.Details.Count, bounded.ColumnsOmitted), Is.EqualTo((5ul, 1, 200, 102u)));
        Assert.That(bounded.Details[0], Is.EqualTo(new ProfiledColumn { Name = "mail", Type = "text", Quality = 1 }));
        Assert.That(bounded.Details[1], Is.EqualTo(profile.Details[1]));
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
