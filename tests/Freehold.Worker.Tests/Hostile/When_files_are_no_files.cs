using System.Runtime.InteropServices;

namespace Freehold.Worker.Tests.Hostile;

/// <summary>Links, pipes and devices in an input folder, and a file that somebody is still writing.</summary>
public sealed partial class When_files_are_no_files
{
    private const string Transform = "rules: [{columns: n, action: mask}]\nbadFiles: quarantine";

    private readonly HostileBench _bench = new();

    [SetUp]
    public void Inputs() => _bench.Files.Put("in/good.csv", "email,n\nanna@example.org,1\n");

    [TearDown]
    public void Remove() => _bench.Dispose();

    [TestCase("transform", Transform)]
    [TestCase("profile", "badFiles: quarantine")]
    public async Task What_leads_out_or_nowhere_is_put_aside(string kind, string spec)
    {
        _bench.Files.Put("secret.csv", "email,n\ncanary@example.org,1\n");
        _bench.Files.Put("in/folder/inner.csv", "email,n\nanna@example.org,1\n");
        Link("out.csv", "../secret.csv");
        Link("far.csv", "/etc/hostname");
        Link("through.csv", "elsewhere/secret.csv");
        Directory.CreateSymbolicLink(_bench.Files.PathOf("in/elsewhere"), _bench.Files.Root);
        Link("device.csv", "/dev/zero");
        Link("loop.csv", "loop.csv");
        Link("dangling.csv", "nothing.csv");
        Link("inside.csv", "folder/inner.csv");
        Assert.That(mkfifo(_bench.Files.PathOf("in/pipe.csv"), 0x1B6), Is.Zero, Marshal.GetLastPInvokeErrorMessage());

        var run = await _bench.RunAsync(kind, spec);

        Assert.That(HostileBench.PutAside(run), Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["out.csv"] = "bad_input/not_a_file",
            ["far.csv"] = "bad_input/not_a_file",
            ["through.csv"] = "bad_input/not_a_file",
            ["device.csv"] = "bad_input/not_a_file",
            ["pipe.csv"] = "bad_input/not_a_file",
            ["loop.csv"] = "input_missing/not_found",
            ["dangling.csv"] = "input_missing/not_found",
        }));
        Assert.That(run.Succeeded.Totals.TasksDone, Is.EqualTo(9));
        Assert.That(_bench.Files.Everything(run), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task A_single_pipe_does_not_hang_either()
    {
        Assert.That(mkfifo(_bench.Files.PathOf("in/pipe.csv"), 0x1B6), Is.Zero, Marshal.GetLastPInvokeErrorMessage());

        var run = await _bench.RunAsync("transform", Transform, input: "in/pipe.csv");

        Assert.That((run.Failed.Code, run.Failed.Detail), Is.EqualTo(("bad_input", "not_a_file")));
    }

    [TestCase("transform", Transform)]
    [TestCase("profile", "badFiles: quarantine")]
    public async Task A_file_that_grows_while_it_is_read_has_changed(string kind, string spec)
    {
        var row = "someone@example.org,1\n"u8.ToArray();
        var some = Enumerable.Repeat(row, 200_000).SelectMany(bytes => bytes).ToArray();
        _bench.Files.Put("in/growing.csv", [.. "email,n\n"u8, .. some]);

        using var over = new CancellationTokenSource();
        var writing = Task.Run(
            () =>
            {
                using var growing = new FileStream(_bench.Files.PathOf("in/growing.csv"), FileMode.Append, FileAccess.Write, FileShare.Read);
                while (!over.IsCancellationRequested)
                {
                    growing.Write(row);
                    growing.Flush();
                    over.Token.WaitHandle.WaitOne(1);
                }
            },
            CancellationToken.None);
        var run = await _bench.RunAsync(kind, spec);
        await over.CancelAsync();
        await writing;

        Assert.That(HostileBench.PutAside(run), Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["growing.csv"] = "bucket_unavailable/changed",
        }));
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(_bench.Files.PathOf($"in/{name}"), target);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);
}
