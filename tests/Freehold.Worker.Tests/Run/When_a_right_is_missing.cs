namespace Freehold.Worker.Tests.Run;

/// <summary>Without privileges, since root may read and write everything.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class When_a_right_is_missing
{
    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task An_input_that_must_not_be_read_is_named()
    {
        _bench.Put("in/a.csv", "email\nx\n");
        File.SetUnixFileMode(_bench.PathOf("in/a.csv"), UnixFileMode.None);
        Directory.CreateDirectory(_bench.OutputFolder);

        var run = await RunAsync();

        Assert.That((run.ExitCode, run.Failed.Code), Is.EqualTo((1, "bucket_denied")), run.People);
        Assert.That(run.Failed.ObjectName, Does.EndWith("/in/a.csv"));
        Assert.That(_bench.OutputFiles, Is.Empty);
    }

    [Test]
    public async Task An_output_that_must_not_be_written_is_named()
    {
        _bench.Put("in/a.csv", "email\nx\n");
        Directory.CreateDirectory(_bench.OutputFolder, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(_bench.OutputFolder, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        var run = await RunAsync(outputWritable: false);

        Assert.That((run.ExitCode, run.Failed.Code), Is.EqualTo((1, "bucket_denied")), run.People);
        Assert.That(run.Failed.ObjectName, Does.Contain("/out/job"));
    }

    private async Task<BenchRun> RunAsync(bool outputWritable = true)
    {
        const UnixFileMode All = (UnixFileMode)0b111_111_111;
        var document = _bench.Document("[{columns: email, action: pseudonym}]");
        File.SetUnixFileMode(_bench.Root, All);
        Directory.CreateDirectory(_bench.PathOf("work"));
        File.SetUnixFileMode(_bench.PathOf("work"), All);
        if (outputWritable)
            File.SetUnixFileMode(_bench.OutputFolder, All);

        string[] arguments = ["run", document, "--job-id", "job", "--work-folder", _bench.PathOf("work")];
        using var worker = Environment.UserName is "root"
            ? WorkerProcess.StartWithoutPrivileges(arguments)
            : WorkerProcess.Start(arguments);
        return await worker.EndedAsync();
    }
}
