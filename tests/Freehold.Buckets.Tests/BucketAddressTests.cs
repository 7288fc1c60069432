namespace Freehold.Buckets.Tests;

public sealed class BucketAddressTests
{
    [TestCase("file:///data/in/a.csv", "/data/in/", "a.csv")]
    [TestCase("file:///data/in/*.csv", "/data/in/", "*.csv")]
    [TestCase("file:///data/20??/x/*.csv", "/data/", "20??/x/*.csv")]
    [TestCase("file:///data/**/part-*.parquet", "/data/", "**/part-*.parquet")]
    [TestCase("file:///a.csv", "/", "a.csv")]
    [TestCase("file:///with%20blank/a.csv", "/with blank/", "a.csv")]
    [TestCase("file:///with blank/a.csv", "/with blank/", "a.csv")]
    [TestCase("file:///data/ü#1/a.csv", "/data/ü#1/", "a.csv")]
    public void An_address_is_cut_before_its_first_glob(string address, string folder, string pattern)
    {
        var read = BucketAddress.OfObjects(address);

        Assert.That(read.Root.LocalPath, Is.EqualTo(folder));
        Assert.That(read.Pattern, Is.EqualTo(pattern));
    }

    [TestCase("s3://bucket/key")]
    [TestCase("file://host/share")]
    [TestCase("/data/in.csv")]
    public void What_no_bucket_is_made_for_is_refused(string address) =>
        Assert.Throws<NotSupportedException>(() => BucketAddress.OfObjects(address));

    [TestCase("/data/a b#1?.csv")]
    [TestCase("/data/100%/ü.csv")]
    public void The_address_of_a_path_leads_back_to_it(string path) =>
        Assert.That(BucketAddress.OfPrefix(BucketAddress.ForPath(path)).Root.LocalPath, Is.EqualTo(path + "/"));
}
