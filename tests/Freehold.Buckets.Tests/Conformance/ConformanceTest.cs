using System.Security.Cryptography;
using System.Text;

namespace Freehold.Buckets.Tests.Conformance;

/// <summary>What the fixtures of the suite share: a bucket of the test's own, and a scratch folder.</summary>
public abstract class ConformanceTest(StoreUnderTest store)
{
    private readonly TemporaryFolder _scratch = new();

    protected StoreUnderTest Store => store;

    protected IBucket Bucket { get; private set; } = null!;

    protected string Scratch => _scratch.Path;

    protected static CancellationToken Never => CancellationToken.None;

    [SetUp]
    public async Task MakeBucket() => Bucket = await store.NewBucketAsync();

    [TearDown]
    public void RemoveScratch() => _scratch.Dispose();

    /// <summary>Writes an object the way that workers do.</summary>
    protected async Task PutAsync(string name, byte[] content, IBucket? bucket = null)
    {
        await using var draft = await (bucket ?? Bucket).BeginAsync(name, Scratch, Never);
        await File.WriteAllBytesAsync(draft.LocalPath, content);
        await draft.PublishAsync(Never).InTime();
    }

    protected Task PutAsync(string name, string content = "x") => PutAsync(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Reads an object the way that workers do.</summary>
    protected async Task<byte[]> FetchAsync(string name)
    {
        var path = await Bucket.FetchAsync(name, Scratch, Never).InTime();
        return await File.ReadAllBytesAsync(path);
    }

    protected async Task<List<string>> NamesAsync(string prefix = "", bool deep = true)
    {
        var names = new List<string>();
        await foreach (var item in Bucket.ListAsync(prefix, deep, Never))
            names.Add(item.Name);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Bytes that cannot be confused with others.</summary>
    protected static byte[] Noise(int bytes) => RandomNumberGenerator.GetBytes(bytes);
}
