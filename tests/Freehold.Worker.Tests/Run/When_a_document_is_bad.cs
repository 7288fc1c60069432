namespace Freehold.Worker.Tests.Run;

public sealed class When_a_document_is_bad
{
    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task All_problems_are_told_at_once_and_nothing_is_run()
    {
        var path = _bench.PathOf("job.yaml");
        await File.WriteAllTextAsync(path, """
            kind: transfrom
            input: 7
            otuput: file:///tmp/out/
            spec: {rules: [{columns: a, action: burn}]}
            """);

        var run = await _bench.RunDocumentAsync(path, 1, "job", CancellationToken.None);

        Assert.That(run.ExitCode, Is.EqualTo(78));
        Assert.That(run.Report, Is.Empty);
        Assert.That(run.People.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.GreaterThanOrEqualTo(3));
        Assert.That(run.People, Does.Contain("transform").And.Contain("did you mean output?").And.Contain("line 3"));
        Assert.That(Directory.Exists(_bench.OutputFolder), Is.False);
    }

    [Test]
    public async Task One_that_cannot_be_read_is_said_to_be_so()
    {
        var run = await _bench.RunDocumentAsync(_bench.PathOf("nothing.yaml"), 1, "job", CancellationToken.None);

        Assert.That(run.ExitCode, Is.EqualTo(78));
        Assert.That(run.People, Does.Contain("cannot be read"));
    }
}
