using System.Text;
using Freehold.Agent.Executors;
using Freehold.Protocol.V1;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace Freehold.Agent.Tests.Executors;

public sealed class ReportReaderTests
{
    private readonly TemporaryFolder _folder = new();

    private string Report => _folder["report.jsonl"];

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void What_is_not_there_yet_is_empty()
    {
        Assert.That(new ReportReader(Report).ReadNew(final: false), Is.Empty);
    }

    [Test]
    public void A_record_counts_when_its_line_is_whole([Values(1, 5, 20)] int piece)
    {
        var line = Encoding.UTF8.GetBytes("""{"started":{"workerVersion":"1"}}""" + "\n");
        var reader = new ReportReader(Report);
        var seen = new List<WorkerReport>();

        for (var at = 0; at < line.Length; at += piece)
        {
            Assert.That(seen, Is.Empty);
            using (var file = File.Open(Report, FileMode.Append))
                file.Write(line.AsSpan(at, Math.Min(piece, line.Length - at)));
            seen.AddRange(reader.ReadNew(final: false));
        }

        Assert.That(seen.Single().Started.WorkerVersion, Is.EqualTo("1"));
    }

    [Test]
    public void A_last_line_without_its_end_counts_at_the_end_only()
    {
        File.WriteAllText(Report, """{"failed":{"code":"bad_input"}}""");
        var reader = new ReportReader(Report);

        Assert.That(reader.ReadNew(final: false), Is.Empty);
        Assert.That(reader.ReadNew(final: true).Single().Failed.Code, Is.EqualTo("bad_input"));
    }

    [Test]
    public void Of_progress_that_waits_only_the_newest_is_given()
    {
        File.WriteAllLines(Report, Enumerable.Range(1, 1000).Select(row => $$$"""{"progress":{"rowsRead":{{{row}}}}}"""));

        Assert.That(new ReportReader(Report).ReadNew(final: false).Single().Progress.RowsRead, Is.EqualTo(1000));
    }

    [TestCase("some text that a library printed")]
    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"progress":"many"}""")]
    [TestCase("""{"progress":{"rowsRead":-1}}""")]
    [TestCase("""{"somethingNewer":{}}""")]
    public void A_line_that_is_no_report_is_counted_and_dropped(string line)
    {
        File.WriteAllLines(Report, ["{\"started\":{}}", line, "{\"succeeded\":{}}"]);
        var reader = new ReportReader(Report);

        Assert.That(reader.ReadNew(final: true).Select(report => report.KindCase),
            Is.EqualTo(new[] { WorkerReport.KindOneofCase.Started, WorkerReport.KindOneofCase.Succeeded }));
        Assert.That(reader.DroppedLines, Is.EqualTo(1));
    }

    [Test]
    public void An_endless_line_is_dropped_without_keeping_it([Values] bool ends)
    {
        var megabyte = new string('x', 1024 * 1024);
        using (var file = File.CreateText(Report))
        {
            for (var count = 0; count < 20; count++)
                file.Write(megabyte);
            if (ends)
                file.Write("\n{\"succeeded\":{}}\n");
        }

        var reader = new ReportReader(Report);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reports = reader.ReadNew(final: true);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 * 1024 * 1024));
        Assert.That(reports, Has.Count.EqualTo(ends ? 1 : 0));
        Assert.That(reader.DroppedLines, Is.EqualTo(1));
    }

    [Test]
    public void The_longest_result_of_the_contract_is_read()
    {
        var result = new WorkerReport { Succeeded = new() { ManifestUri = new string('m', 1024) } };
        for (var artifact = 0; artifact < 200; artifact++)
            result.Succeeded.Artifacts.Add(new Artifact { Uri = new string('u', 1024), Sha256 = new string('0', 64), Kind = "data", Bytes = ulong.MaxValue, Rows = ulong.MaxValue });
        File.WriteAllText(Report, JsonFormatter.Default.Format(result) + "\n");

        Assert.That(new ReportReader(Report).ReadNew(final: false).Single(), Is.EqualTo(result));
    }

    [Test]
    public void No_bytes_make_it_throw()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            File.WriteAllBytes(Report, [.. bytes, .. "\n{\"succeeded\":{}}\n"u8]);
            return new ReportReader(Report).ReadNew(final: true).Count == 1;
        }).QuickCheckThrowOnFailure();
    }
}
