using Freehold.Worker.Limits;

namespace Freehold.Worker.Tests.Limits;

public sealed class ContainerMemoryTests
{
    private const long Mebi = 1024L * 1024;

    private readonly string _root = Directory.CreateTempSubdirectory("freehold-cgroup-").FullName;

    [SetUp]
    public void Machine() => Put("proc/meminfo", "MemTotal:       24576000 kB\nMemFree:        1 kB\n");

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    public void Without_a_limit_it_is_the_machine_s()
    {
        Put("proc/self/cgroup", "0::/\n");
        Put("sys/fs/cgroup/memory.max", "max\n");

        Assert.That(ContainerMemory.Read(_root), Is.EqualTo(24576000L * 1024));
    }

    [Test]
    public void A_container_with_a_namespace_of_its_own_sees_its_group_as_the_root()
    {
        Put("proc/self/cgroup", "0::/\n");
        Put("sys/fs/cgroup/memory.max", $"{512 * Mebi}\n");

        Assert.That(ContainerMemory.Read(_root), Is.EqualTo(512 * Mebi));
    }

    [Test]
    public void The_limit_of_a_group_above_holds_too()
    {
        Put("proc/self/cgroup", "0::/pods/job\n");
        Put("sys/fs/cgroup/pods/memory.max", $"{300 * Mebi}\n");
        Put("sys/fs/cgroup/pods/job/memory.max", $"{700 * Mebi}\n");

        Assert.That(ContainerMemory.Read(_root), Is.EqualTo(300 * Mebi));
    }

    [Test]
    public void Version_1()
    {
        Put("proc/self/cgroup", "5:cpu,cpuacct:/pods/job\n4:memory:/pods/job\n1:name=systemd:/\n");
        Put("sys/fs/cgroup/memory/pods/job/memory.limit_in_bytes", $"{200 * Mebi}\n");
        Put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

        Assert.That(ContainerMemory.Read(_root), Is.EqualTo(200 * Mebi));
    }

    [Test]
    public void Version_1_where_the_host_s_path_is_not_there()
    {
        Put("proc/self/cgroup", "4:memory:/kubepods/pod1/abc\n");
        Put("sys/fs/cgroup/memory/memory.limit_in_bytes", $"{200 * Mebi}\n");

        Assert.That(ContainerMemory.Read(_root), Is.EqualTo(200 * Mebi));
    }

    [Test]
    public void A_sandbox_that_shows_nothing_sets_no_limit()
    {
        Directory.Delete(Path.Join(_root, "proc"), recursive: true);

        Assert.That(ContainerMemory.Read(_root), Is.EqualTo(long.MaxValue));
    }

    private void Put(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(_root, path))!);
        File.WriteAllText(Path.Join(_root, path), content);
    }
}
