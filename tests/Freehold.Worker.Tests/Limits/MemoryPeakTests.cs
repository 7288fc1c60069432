using Freehold.Worker.Limits;

namespace Freehold.Worker.Tests.Limits;

public sealed class MemoryPeakTests
{
    private const long Mebi = 1024 * 1024;

    private readonly string _root = Directory.CreateTempSubdirectory("freehold-memory-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_root, recursive: true);

    [SetUp]
    public void FillFolder()
    {
        Put("proc/self/status", "Name:\tfreehold-worker\nVmPeak:\t9999999 kB\nVmHWM:\t  102400 kB\nVmRSS:\t   51200 kB\n");
    }

    [Test]
    public void Is_the_highest_that_the_kernel_remembers_of_the_process()
    {
        Assert.That(new MemoryPeak(_root, ownContainer: false).Look(), Is.EqualTo(100 * Mebi));
    }

    [Test]
    public void Adds_the_children_and_keeps_them_when_they_have_ended()
    {
        Put("proc/self/task/1/children", "21 22 ");
        Put("proc/21/status", "VmHWM:\t  51200 kB\n");
        Put("proc/22/status", "VmHWM:\t  25600 kB\n");
        var peak = new MemoryPeak(_root, ownContainer: false);

        Assert.That(peak.Look(), Is.EqualTo(175 * Mebi));
        Directory.Delete(Path.Join(_root, "proc/21"), recursive: true);
        Assert.That(peak.Look(), Is.EqualTo(175 * Mebi));
    }

    [TestCase("sys/fs/cgroup/memory.stat", "anon 314572800\nfile 9999999999\nshmem 104857600\n")]
    [TestCase("sys/fs/cgroup/memory/memory.stat", "rss 1\ntotal_cache 9999999999\ntotal_rss 314572800\ntotal_shmem 104857600\n")]
    public void In_a_container_of_its_own_is_what_that_holds_if_it_is_more(string path, string stat)
    {
        Put(path, stat);

        Assert.That(new MemoryPeak(_root, ownContainer: true).Look(), Is.EqualTo(400 * Mebi));
        Assert.That(new MemoryPeak(_root, ownContainer: false).Look(), Is.EqualTo(100 * Mebi));
    }

    [Test]
    public void Is_nothing_where_the_system_does_not_say()
    {
        Directory.Delete(Path.Join(_root, "proc"), recursive: true);

        Assert.That(new MemoryPeak(_root, ownContainer: true).Look(), Is.Zero);
    }

    [Test]
    public void Of_this_process_is_something()
    {
        Assert.That(MemoryPeak.OfThisProcess().Look(), Is.GreaterThan(10 * Mebi));
    }

    private void Put(string path, string text)
    {
        var full = Path.Join(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
