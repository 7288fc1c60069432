namespace Freehold.Worker.Tests.Run;

public sealed class When_attempts_compete
{
    private const string Rules = "[{columns: email, action: pseudonym}]";

    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [SetUp]
    public void Inputs()
    {
        _bench.Put("in/a.csv", "email,n\nx@example.org,1\n");
        _bench.Put("in/b.csv", "email,n\ny@example.org,1\n");
    }

    [Test]
    public async Task One_commits_and_every_other_finds_it_and_deletes_its_own_files()
    {
        for (var round = 0; round < 5; round++)
        {
            var document = _bench.Document(Rules);
            var job = $"job{round}";

            var runs = await Task.WhenAll(Enumerable.Range(1, 4)
                .Select(attempt => Task.Run(() => _bench.RunDocumentAsync(document, attempt, job, CancellationToken.None))));

            Assert.That(runs.Select(run => run.ExitCode), Is.All.Zero);
            var winner = runs.Select(run => run.Succeeded.CommittedAttempt).Distinct().Single();
            Assert.That(runs.Select(run => run.Succeeded.ManifestDigest).Distinct().Count(), Is.EqualTo(1));
            // A file of another attempt is among them where that one was faster with its task.
            var committed = _bench.ManifestOf(job).Files.Select(file => $"{job}/{file.Name}").ToList();
            Assert.That(committed.Select(Path.GetFileName), Is.EqualTo(new[] { "a.csv", "b.csv" }));
            Assert.That(_bench.ManifestOf(job).Attempt, Is.EqualTo(winner));
            Assert.That(_bench.OutputFiles.Where(file => file.StartsWith(job + "/", StringComparison.Ordinal)),
                Is.EquivalentTo(committed.Append($"{job}/manifest.json")));
        }
    }

    [Test]
    public async Task The_same_attempt_started_again_changes_nothing()
    {
        var document = _bench.Document(Rules);
        var first = await _bench.RunDocumentAsync(document, 1, "job", CancellationToken.None);
        File.Delete(_bench.PathOf("in/a.csv")); // it must not even look

        var second = await _bench.RunDocumentAsync(document, 1, "job", CancellationToken.None);

        second.AssertCommitted();
        Assert.That(second.Succeeded.ManifestDigest, Is.EqualTo(first.Succeeded.ManifestDigest));
        Assert.That(_bench.OutputFiles, Is.EqualTo(new[] { "job/1/a.csv", "job/1/b.csv", "job/manifest.json" }));
    }

    [Test]
    public async Task An_output_of_another_document_is_not_taken_for_ones_own()
    {
        (await _bench.RunAsync(Rules)).AssertCommitted();

        var other = await _bench.RunAsync("[{columns: email, action: drop}]", attempt: 2);

        Assert.That((other.Failed.Code, other.Failed.Detail), Is.EqualTo(("spec_invalid", "digest_conflict")));
        Assert.That(_bench.OutputFiles, Is.EqualTo(new[] { "job/1/a.csv", "job/1/b.csv", "job/manifest.json" }));
    }
}
