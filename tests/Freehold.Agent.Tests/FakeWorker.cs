using System.Globalization;

namespace Freehold.Agent.Tests;

/// <summary>
/// A worker that is a shell script: what it does is what the test says. It is called as the real one is; <c>$JOB</c>,
/// <c>$ATTEMPT</c> and <c>$WORK</c> hold its arguments. Each call leaves a line in <see cref="Calls"/>.
/// </summary>
internal sealed class FakeWorker
{
    public const string ReportStarted = """echo '{"started":{"workerVersion":"fake-1"}}'""";

    public const string ReportSucceeded =
        """echo '{"succeeded":{"manifestUri":"file:///out/manifest.json","manifestDigest":"00","committedAttempt":1}}'""";

    public const string Succeeds = $"{ReportStarted}\n{ReportSucceeded}";

    public const string RunsUntilStopped = $"{ReportStarted}\nwhile :; do sleep 0.1; done";

    /// <summary>Runs until the file <c>finish</c> appears beside the script, then succeeds.</summary>
    public const string RunsUntilReleased = $"{ReportStarted}\nwhile [ ! -e \"$HERE/finish\" ]; do sleep 0.05; done\n{ReportSucceeded}";

    private readonly TemporaryFolder _folder;

    public FakeWorker(TemporaryFolder folder, string script)
    {
        _folder = folder;
        Does(script);
    }

    public string Path => _folder["worker.sh"];

    /// <summary>The pids of the calls so far.</summary>
    public IReadOnlyList<int> Calls => File.Exists(_folder["calls"])
        ? [.. File.ReadLines(_folder["calls"]).Select(line => int.Parse(line, CultureInfo.InvariantCulture))]
        : [];

    public void Does(string script)
    {
        var text = $"""
            #!/bin/sh
            HERE='{_folder.Path}'
            echo $$ >>"$HERE/calls"
            DOCUMENT=$2 JOB=$4 ATTEMPT=$6 WORK=$8
            {script}
            """;
        // A script that is being executed must not be written to: the new one takes its name.
        File.WriteAllText(Path + ".new", text.ReplaceLineEndings("\n"));
        File.SetUnixFileMode(Path + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(Path + ".new", Path, overwrite: true);
    }

    public void Release() => File.WriteAllText(_folder["finish"], "");

    /// <summary>A file that the script wrote to <c>$HERE</c>.</summary>
    public string Left(string name) => _folder[name];

    public async Task<string> LeavesAsync(string name)
    {
        await Eventually.IsTrueAsync(() => File.Exists(_folder[name]) && File.ReadAllText(_folder[name]).EndsWith('\n'));
        return await File.ReadAllTextAsync(_folder[name]);
    }
}
