using System.IO.Compression;
using System.Text;
using Freehold.Worker.Tests.Hostile;

namespace Freehold.Worker.Tests.Canaries;

/// <summary>
/// Values that lie in every kind of place, good and bad: cells, rows and files that are put aside, values that make expressions and
/// rules fail, files that break after them. None of them leaves, in what a worker says or logs or records; in the sink only data,
/// what was put aside and a profile's report may hold them.
/// </summary>
public sealed class When_values_are_seeded
{
    private static readonly string[] Canaries =
        ["canary-name", "canary-mail@canary.example", "canary-secret-7f3a", "4556737586899855", "canary-number", "canary-tail", "canary-key-0123456789abcdef"];

    private readonly HostileBench _bench = new();

    [SetUp]
    public void Inputs()
    {
        var rows = string.Concat(Enumerable.Range(0, 50).Select(row =>
            $"canary-name{row},canary-mail@canary.example,4556737586899855,{(row == 7 ? "canary-number" : $"{row}")},canary-secret-7f3a\n"));
        var good = "name,email,card,n,note\n" + rows;

        _bench.Files.Put("in/good.csv", good);
        _bench.Files.Put("in/ragged.csv", good + "canary-tail,canary-mail@canary.example\n" + "canary-tail\"x\",1,2,3,4\n\"canary-tail\"x,1,2,3,4\n");
        _bench.Files.Put("in/bytes.csv", [.. Encoding.UTF8.GetBytes(good), .. "canary-tail,\xff,1,2,3\n"u8, 0xff, .. ",1,2,3,4\n"u8]);
        _bench.Files.Put("in/header.csv", "name,email,card,n,note\ncanary-tail,canary-mail@canary.example\n");
        _bench.Files.Put("in/quote.csv", good + "\"canary-tail,1,2,3,4\n" + rows);
        _bench.Files.Put("in/lines.jsonl", string.Concat(Enumerable.Repeat(
            """{"name":"canary-name","email":"canary-mail@canary.example","card":"4556737586899855","n":"canary-number","note":"canary-secret-7f3a"}""" + "\n", 50))
            + "{\"name\":\"canary-tail\n");
        _bench.Files.Put("in/broken.csv.gz", Gzip(good)[..^20]);
        _bench.Files.Put("in/flipped.csv.gz", Flipped(Gzip(good)));
        var parquet = _bench.Files.PathOf("whole.parquet");
        ParquetFiles.Write(parquet, "select 'canary-name' || i as name, 'canary-mail@canary.example' as email, '4556737586899855' as card, 'canary-number' as n, 'canary-secret-7f3a' as note from range(500) t(i)");
        var bytes = File.ReadAllBytes(parquet);
        _bench.Files.Put("in/whole.parquet", bytes);
        _bench.Files.Put("in/damaged.parquet", Flipped(bytes));
        _bench.Files.Put("in/cut.parquet", [.. bytes[..(bytes.Length / 2)], .. "PAR1"u8]);
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [TestCase("rules: [{columns: '*', action: redact}]\nbadFiles: quarantine")]
    [TestCase("rules: [{columns: n, action: noise, scale: 2}, {columns: email, action: mask}]\nbadFiles: quarantine")]
    [TestCase("rules: [{columns: card, action: date_shift}]\nbadFiles: quarantine")]
    [TestCase("rules: [{columns: n, action: expression, value: this | int}, {columns: note, action: redact_text}]\nbadFiles: quarantine\nbadRows: quarantine\nmaxBadRows: 90%")]
    [TestCase("rules: [{columns: n, action: expression, value: 10 / (this | int)}]\nbadFiles: quarantine\nbadRows: fail")]
    [TestCase("rules: [{columns: n, when: this, action: redact}]\nbadFiles: quarantine")]
    [TestCase("rules: [{columns: email, action: decrypt, mode: siv}]\nbadFiles: quarantine")]
    public async Task A_transform_says_none_of_them(string spec)
    {
        _bench.Files.Put("in/always.csv", "name,email,card,n,note\n");

        var run = await _bench.RunAsync("transform", "key: {secret: test/key}\n" + spec);

        AssertSilent(run, "transform");
        Assert.That(run.Reports.Where(report => report.Tasks is not null).SelectMany(report => report.Tasks.Changed), Has.Some.Property("FailureCode").EqualTo("bad_input"));
        Assert.That(run.Report, Does.Not.Contain("spec_invalid"), "what stops the job stops the test");
    }

    [TestCase("badFiles: quarantine\ndisclosure: columns")]
    [TestCase("badFiles: quarantine\ndisclosure: columns\nrules: [{columns: n, rule: range, min: 0, max: 5}, {columns: name, rule: unique}, {columns: note, rule: regex, pattern: '[0-9]+'}, {columns: email, rule: in_set, values: [a]}]")]
    public async Task A_profile_says_none_of_them(string spec)
    {
        var run = await _bench.RunAsync("profile", spec);

        AssertSilent(run, "profile");

        // Columns that are personal are not in the report either; what their columns are is for the report to say.
        var report = _bench.Files.Output("profile.json", "profile") + _bench.Files.Output("profile.html", "profile");
        Assert.That(report, Does.Not.Contain("canary-mail").And.Not.Contain("4556737586899855"));
    }

    [TestCase("in/flipped.csv.gz")]
    [TestCase("in/damaged.parquet")]
    [TestCase("in/quote.csv")]
    [TestCase("in/lines.jsonl")]
    public async Task A_job_of_one_file_that_fails_says_none_of_them(string input)
    {
        foreach (var (kind, spec) in new[] { ("transform", "rules: [{columns: '*', action: redact}]"), ("profile", "disclosure: columns") })
        {
            var run = await _bench.RunAsync(kind, spec, input: input);

            Assert.That(run.ExitCode, Is.EqualTo(1), run.Report);
            AssertSilent(run, kind);
            Assert.That(_bench.Files.OutputFiles, Is.Empty);
        }
    }

    private void AssertSilent(BenchRun run, string job)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal) { ["report"] = run.Report, ["standard error"] = run.People };
        foreach (var file in Directory.EnumerateFiles(_bench.Files.OutputFolder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(_bench.Files.OutputFolder, file);
            if (name.Contains("/logs/", StringComparison.Ordinal) || name.EndsWith("manifest.json", StringComparison.Ordinal))
                said[name] = File.ReadAllText(file);
        }

        Assert.That(said.Keys, Has.Some.StartsWith($"{job}/1/logs/"));
        foreach (var (place, text) in said)
        {
            foreach (var canary in Canaries)
                Assert.That(text, Does.Not.Contain(canary), place);
        }
    }

    private static byte[] Gzip(string content)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(content));
        return file.ToArray();
    }

    // Damaged in its middle, after the first values.
    private static byte[] Flipped(byte[] content)
    {
        var damaged = (byte[])content.Clone();
        for (var at = content.Length / 2; at < (content.Length / 2) + 24; at++)
            damaged[at] ^= 0x5a;
        return damaged;
    }
}
