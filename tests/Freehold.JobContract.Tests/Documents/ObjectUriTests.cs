using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Tests.Documents;

public sealed class ObjectUriTests
{
    [TestCase("file:///data/*.csv")]
    [TestCase("s3://data/in/*.csv")]
    [TestCase("s3://my.bucket-1")]
    [TestCase("s3://data/users/a@b.csv")]
    [TestCase("s3://data/percent%20 #1/a.csv")]
    [TestCase("gs://data/in/**/part-?.parquet")]
    [TestCase("az://account/container/in/*.csv")]
    [TestCase("az://account/$web")]
    public void An_address_of_a_store_is_right(string uri) => Assert.That(ObjectUri.IsValid(uri, out var reason), Is.True, reason);

    [TestCase("s3://", "must be s3://bucket/path")]
    [TestCase("s3:///in/a.csv", "must be s3://bucket/path")]
    [TestCase("s3://b/", "must be s3://bucket/path")]
    [TestCase("gs://buck et/a", "must be gs://bucket/path")]
    [TestCase("az://account", "must be az://account/container/path")]
    [TestCase("az://Account/container/a", "must be az://account/container/path")]
    [TestCase("s3://data/../other/a.csv", "must not hold ..")]
    [TestCase("s3://data/in//a.csv", "must not hold //")]
    [TestCase("s3://key:canary@data/in/a.csv", "must not hold credentials")]
    [TestCase("az://account/container/a.csv?sv=2023&sig=canary", "must not hold credentials")]
    [TestCase("ftp://host/a", "must begin with one of")]
    public void What_is_wrong_is_told_and_credentials_are_not_repeated(string uri, string reason)
    {
        Assert.That(ObjectUri.IsValid(uri, out var told), Is.False);
        Assert.That(told, Does.Contain(reason).And.Not.Contain("canary"));
    }
}
