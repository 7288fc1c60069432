namespace Freehold.Buckets.Tests.Conformance;

/// <summary>A folder of this machine.</summary>
internal sealed class FolderUnderTest : StoreUnderTest
{
    private static readonly Lazy<DirectoryInfo> Root = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("freehold-test-folder-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder;
    });

    public override Task<IBucket> NewBucketAsync() => Task.FromResult(BucketOpener.Open(
        BucketAddress.OfPrefix(BucketAddress.ForPath(Root.Value.CreateSubdirectory($"{Guid.NewGuid():N}").FullName))));

    public override string ToString() => "file";
}
