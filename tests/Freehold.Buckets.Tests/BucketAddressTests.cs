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

        Assert.That(read.Prefix, Is.EqualTo(folder));
        Assert.That(read.Pattern, Is.EqualTo(pattern));
    }

    [TestCase("s3://data/in/a.csv", "s3", "data", "in/", "a.csv")]
    [TestCase("s3://data/*.csv", "s3", "data", "", "*.csv")]
    [TestCase("s3://data/in/20??/x/*.csv", "s3", "data", "in/", "20??/x/*.csv")]
    [TestCase("gs://data/100%25 #1/a.csv", "gs", "data", "100%25 #1/", "a.csv")]
    [TestCase("az://account/container/in/*.csv", "az", "account/container", "in/", "*.csv")]
    [TestCase("s3://data", "s3", "data", "", "")]
    [TestCase("az://account/container", "az", "account/container", "", "")]
    public void An_address_of_a_store_is_taken_as_it_is_written(string address, string scheme, string bucket, string prefix, string pattern) =>
        Assert.That(BucketAddress.OfObjects(address), Is.EqualTo(new BucketAddress(scheme, bucket, prefix, pattern)));

    [Test]
    public void A_prefix_ends_with_a_slash_or_is_empty()
    {
        Assert.That($"{BucketAddress.OfPrefix("s3://data/out")}", Is.EqualTo("s3://data/out/"));
        Assert.That($"{BucketAddress.OfPrefix("s3://data")}", Is.EqualTo("s3://data/"));
        Assert.That($"{BucketAddress.OfPrefix("az://account/container/out/")}", Is.EqualTo("az://account/container/out/"));
    }

    [TestCase("ftp://host/key")]
    [TestCase("s3://")]
    [TestCase("s3:///key")]
    [TestCase("az://account")]
    [TestCase("az://account/")]
    [TestCase("file://host/share")]
    [TestCase("/data/in.csv")]
    public void What_no_bucket_is_made_for_is_refused(string address) =>
        Assert.Throws<NotSupportedException>(() => BucketAddress.OfObjects(address));

    [TestCase("/data/a b#1?.csv")]
    [TestCase("/data/100%/ü.csv")]
    public void The_address_of_a_path_leads_back_to_it(string path) =>
        Assert.That(BucketAddress.OfPrefix(BucketAddress.ForPath(path)).Prefix, Is.EqualTo(path + "/"));
}
