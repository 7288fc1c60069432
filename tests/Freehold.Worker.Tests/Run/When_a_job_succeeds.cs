using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Freehold.Worker.Tests.Run;

public sealed class When_a_job_succeeds
{
    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [SetUp]
    public void Inputs()
    {
        _bench.Put("in/b.csv", "email,n\ncanary-b@example.org,1\n");
        _bench.Put("in/a.csv", "email,n\ncanary-a@example.org,1\ncanary-b@example.org,2\n");
    }

    [Test]
    public async Task The_manifest_names_every_file_whole()
    {
        var run = await _bench.RunAsync("[{columns: email, action: pseudonym}]", attempt: 3);

        run.AssertCommitted();
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Join(_bench.OutputFolder, "job", "manifest.json")))!;
        Assert.That((int?)manifest["attempt"], Is.EqualTo(3));
        Assert.That((long?)manifest["rows"], Is.EqualTo(3));
        Assert.That(manifest["workerImageDigest"], Is.Null);
        Assert.That(manifest["files"]!.AsArray().Select(file => (string?)file!["name"]), Is.EqualTo(new[] { "3/a.csv", "3/b.csv" }));
        foreach (var file in manifest["files"]!.AsArray())
        {
            var content = await File.ReadAllBytesAsync(Path.Join(_bench.OutputFolder, "job", (string)file!["name"]!));
            Assert.That((long?)file["bytes"], Is.EqualTo(content.Length));
            Assert.That((string?)file["sha256"], Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(content))));
        }

        Assert.That(_bench.OutputFiles, Is.EqualTo(new[] { "job/3/a.csv", "job/3/b.csv", "job/manifest.json" }));
    }

    [Test]
    public async Task The_last_line_of_the_report_is_the_result()
    {
        var run = await _bench.RunAsync("[{columns: email, action: pseudonym}]");

        var manifest = await File.ReadAllBytesAsync(Path.Join(_bench.OutputFolder, "job", "manifest.json"));
        Assert.That(run.Reports[0].Started.WorkerVersion, Is.Not.Empty);
        Assert.That(run.Succeeded.ManifestUri, Is.EqualTo($"file://{_bench.OutputFolder}/job/manifest.json"));
        Assert.That(run.Succeeded.ManifestDigest, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(manifest))));
        Assert.That(run.Succeeded.CommittedAttempt, Is.EqualTo(1));
        Assert.That((run.Succeeded.Totals.TasksDone, run.Succeeded.Totals.RowsWritten), Is.EqualTo((2u, 3ul)));
    }

    [Test]
    public async Task No_value_of_a_transformed_column_is_anywhere()
    {
        var run = await _bench.RunAsync("[{columns: email, action: fake, entity: email}]");

        run.AssertCommitted();
        Assert.That(_bench.Everything(run), Does.Not.Contain("canary"));
        Assert.That(_bench.Everything(run), Does.Not.Contain(Secrets.Master));
        Assert.That(await File.ReadAllTextAsync(_bench.PathOf("in/b.csv")), Does.Contain("canary"), "the source is left alone");
    }

    [Test]
    public async Task Its_log_tells_the_job_on_every_line_and_its_scratch_folder_is_gone()
    {
        (await _bench.RunAsync("[{columns: email, action: drop}]")).AssertCommitted();

        var log = await File.ReadAllLinesAsync(_bench.OutputPath("logs/worker.log"));
        Assert.That(log, Has.Length.GreaterThanOrEqualTo(4).And.All.Contains("job/1"));
        Assert.That(Directory.EnumerateDirectories(_bench.Root, "scratch", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task A_name_with_glob_characters_is_one_file()
    {
        _bench.Put("odd/a[1]*.csv", "email\nx\n");
        _bench.Put("odd/a1z.csv", "other\nx\n");

        var run = await _bench.RunAsync("[{columns: email, action: drop}, {columns: '*', action: keep}]", input: "odd/a[[]1]*.csv");

        Assert.That(run.Failed.Code, Is.EqualTo("input_missing"), "brackets are no glob of ours");
        (await _bench.RunAsync("[{columns: '*', action: keep}]", input: "odd/*1]*.csv", jobId: "second")).AssertCommitted();
        Assert.That(_bench.Output("a[1]*.csv", "second"), Is.EqualTo("email\nx\n"));
    }
}
