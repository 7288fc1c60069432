using Freehold.Agent.Executors.Processes;

namespace Freehold.Agent.Tests.Executors;

public sealed class When_a_worker_writes_errors_without_end
{
    [Test]
    public async Task The_beginning_and_the_newest_stay_and_the_rest_goes()
    {
        // Writes on until the file was cut twice, so it does not matter how quickly that is noticed.
        await using var bench = new ExecutorBench("""
            cut() { newest=$(stat -c %i.%Y.%Z worker.err.newest 2>/dev/null) && [ "$newest" != "$1" ]; }
            more() { head -c 262144 /dev/zero | tr '\0' 'x' >&2; sleep 0.02; }
            cd "$WORK/.."
            echo the first line >&2
            until cut none; do more; done
            once=$newest
            sleep 1
            until cut "$once"; do more; done
            echo the last line >&2
            """);
        var attempt = await bench.StartAsync();

        var (_, end) = await bench.WatchToEndAsync(attempt);

        Assert.That(end.ExitCode, Is.Zero);
        var errors = new FileInfo(Path.Combine(bench.Work, attempt.FolderName, "worker.err"));
        var newest = new FileInfo(errors.FullName + ".newest");
        Assert.That(errors.Length, Is.LessThanOrEqualTo(2 * ErrorOutput.KeptBytes));
        Assert.That(newest.Length, Is.EqualTo(ErrorOutput.KeptBytes));
        var text = await File.ReadAllTextAsync(errors.FullName);
        Assert.That(text, Does.StartWith("the first line\n").And.EndsWith("the last line\n"));
        Assert.That(text, Does.Not.Contain('\0'), "the worker writes on where the file was cut");
    }
}
