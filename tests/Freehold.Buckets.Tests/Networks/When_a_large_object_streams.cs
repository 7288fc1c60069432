using Freehold.Buckets.Tests.Conformance;

namespace Freehold.Buckets.Tests.Networks;

/// <summary>Alone, since memory is the whole process's.</summary>
[NonParallelizable]
public sealed class When_a_large_object_streams() : ConformanceTest(new S3UnderTest("s3"))
{
    private const int Megabytes = 300;

    [Test]
    public async Task Memory_does_not_grow_with_it()
    {
        await PutAsync("warm.bin", Noise(1_000_000));
        await using var draft = await Bucket.BeginAsync("large.bin", Scratch, Never);
        await WriteAsync(draft.LocalPath);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        using var peak = new PeakMemory();

        await draft.PublishAsync(Never).InTime(TimeSpan.FromMinutes(2));
        var path = await Bucket.FetchAsync("large.bin", Scratch, Never).InTime(TimeSpan.FromMinutes(2));

        Assert.That(new FileInfo(path).Length, Is.EqualTo(Megabytes * 1_000_000L));
        Assert.That(peak.Megabytes, Is.LessThan(100), "live bytes above those at the start");
        Assert.That((GC.GetTotalAllocatedBytes(precise: true) - before) / 1_000_000, Is.LessThan(Megabytes), "allocated in all");
    }

    private static async Task WriteAsync(string path)
    {
        await using var file = File.Create(path);
        var block = Noise(1_000_000);
        for (var index = 0; index < Megabytes; index++)
        {
            block[index] ^= 0x55;
            await file.WriteAsync(block, Never);
        }
    }

    /// <summary>The most that lives at once, looked at ten times a second.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private readonly long _start = GC.GetTotalMemory(forceFullCollection: true);
        private readonly Timer _timer;
        private long _peak;

        public PeakMemory() => _timer = new(_ => _peak = Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 100);

        public long Megabytes => Math.Max(0, _peak - _start) / 1_000_000;

        public void Dispose() => _timer.Dispose();
    }
}
