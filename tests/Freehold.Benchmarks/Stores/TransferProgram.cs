using System.Diagnostics;
using System.Globalization;
using Freehold.Buckets;
using Freehold.JobContract.Connections;

namespace Freehold.Benchmarks.Stores;

/// <summary>
/// Moves one large object and many small ones to a store and back, in a process of its own so that its memory can be measured:
/// <c>freehold-benchmarks transfer bucket|plain ADDRESS FOLDER BYTES COUNT</c>. Prints the seconds of each of the four on one line.
/// </summary>
internal static class TransferProgram
{
    /// <summary>How it is started.</summary>
    public const string Verb = "transfer";

    private const int SmallBytes = 20_000;

    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 4 };

    public static async Task<int> RunAsync(string way, string address, string folder, long bytes, int count, CancellationToken cancellationToken)
    {
        var bucket = BucketOpener.Open(BucketAddress.OfPrefix(address));
        ITransfers transfers = way is "bucket" ? new BucketTransfers(bucket) : Plain(address);
        var names = Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"small-{index}")).ToList();
        var up = Directory.CreateDirectory(Path.Join(folder, "up")).FullName;
        var down = Directory.CreateDirectory(Path.Join(folder, "down")).FullName;

        // 1. Whatever is done once is done.
        await MoveAsync("first", SmallBytes);

        // 2. One large object.
        var (largeUp, largeDown) = await MoveAsync("large", bytes);

        // 3. Many small ones.
        names.ForEach(name => Write(Path.Join(up, name), SmallBytes));
        var smallUp = await TimeAsync(() => Parallel.ForEachAsync(
            names, Parallelism, async (name, _) => await transfers.UploadAsync(Path.Join(up, name), name, cancellationToken)));
        var smallDown = await TimeAsync(() => Parallel.ForEachAsync(
            names, Parallelism, async (name, _) => await transfers.DownloadAsync(name, down, cancellationToken)));

        await bucket.DeleteAsync([.. names, "first", "large"], cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{largeUp:R} {largeDown:R} {smallUp:R} {smallDown:R}"));
        return 0;

        async Task<(double Up, double Down)> MoveAsync(string name, long size)
        {
            Write(Path.Join(up, name), size);
            var there = await TimeAsync(() => transfers.UploadAsync(Path.Join(up, name), name, cancellationToken));
            return (there, await TimeAsync(() => transfers.DownloadAsync(name, down, cancellationToken)));
        }
    }

    private static PlainTransfers Plain(string address)
    {
        var connection = ConnectionEnvironment.Read(Environment.GetEnvironmentVariables(), []).For(address)!;
        var parts = address.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts[0] is "s3:" ? new PlainS3(connection, parts[1]) : new PlainAzure(connection, parts[1], parts[2]);
    }

    private static void Write(string path, long bytes)
    {
        var buffer = new byte[1 << 20];
        new Random(1).NextBytes(buffer);
        using var file = File.Create(path);
        for (var left = bytes; left > 0; left -= buffer.Length)
            file.Write(buffer, 0, (int)Math.Min(left, buffer.Length));
    }

    private static async Task<double> TimeAsync(Func<Task> runAsync)
    {
        var started = Stopwatch.GetTimestamp();
        await runAsync();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
