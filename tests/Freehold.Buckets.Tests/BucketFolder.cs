using System.Text;

namespace Freehold.Buckets.Tests;

/// <summary>A folder of one test, as a bucket.</summary>
internal sealed class BucketFolder : IDisposable
{
    public BucketFolder() => Bucket = BucketOpener.Open(BucketAddress.OfPrefix(BucketAddress.ForPath(Root)));

    public string Root { get; } = Directory.CreateTempSubdirectory("freehold bucket ").FullName;

    public IBucket Bucket { get; }

    public void Put(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(Root, name))!);
        File.WriteAllText(Path.Join(Root, name), content);
    }

    public async Task<List<string>> NamesAsync(string prefix = "", bool deep = true)
    {
        var names = new List<string>();
        await foreach (var item in Bucket.ListAsync(prefix, deep, CancellationToken.None))
            names.Add(item.Name);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    public async Task<string?> TextAsync(string name) =>
        await Bucket.ReadAsync(name, CancellationToken.None) is { } content ? Encoding.UTF8.GetString(content) : null;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
