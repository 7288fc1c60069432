using Freehold.JobContract.Connections;

namespace Freehold.JobContract.Tests.Connections;

public sealed class When_connections_are_configured
{
    private const string Secret = "canary-of-a-secret";

    [Test]
    public void Any_name_makes_variables_that_a_shell_hands_on_and_no_two_the_same()
    {
        var connections = new BucketConnections(new[] { "a-b", "a.b", "a__b", "ü" }.ToDictionary(
            name => name, name => new BucketConnection { Match = $"s3://{name.Length}" }));

        var names = ConnectionEnvironment.VariablesOf(connections).Select(variable => variable.Key).ToList();

        Assert.That(names, Is.EqualTo(new[]
        {
            "FREEHOLD_BUCKETS__A_B__MATCH", "FREEHOLD_BUCKETS__A_B_2__MATCH", "FREEHOLD_BUCKETS__A_B_3__MATCH", "FREEHOLD_BUCKETS__X__MATCH",
        }));
    }

    [Test]
    public void The_longest_match_counts_and_only_whole_segments_match()
    {
        var connections = new BucketConnections(new Dictionary<string, BucketConnection>(StringComparer.Ordinal)
        {
            ["wide"] = new() { Match = "s3://data" },
            ["narrow"] = new() { Match = "s3://data/in/" },
        });

        Assert.That(connections.For("s3://data/in/*.csv")?.Match, Is.EqualTo("s3://data/in/"));
        Assert.That(connections.For("s3://data/in")?.Match, Is.EqualTo("s3://data/in/"));
        Assert.That(connections.For("s3://data/inside/a.csv")?.Match, Is.EqualTo("s3://data"));
        Assert.That(connections.For("s3://data")?.Match, Is.EqualTo("s3://data"));
        Assert.That(connections.For("s3://database/a.csv"), Is.Null);
        Assert.That(connections.For("gs://data/a.csv"), Is.Null);
    }

    [Test]
    public void What_one_program_writes_the_other_reads()
    {
        var connection = new BucketConnection
        {
            Match = "s3://data",
            Endpoint = new("https://host:1/"),
            Region = "eu-1",
            PathStyle = true,
            Checksums = "when_required",
            Encryption = "aws:kms",
            KmsKeyId = "key",
            AccessKeyId = "AKIAEXAMPLE",
            SecretAccessKey = Secret,
            SessionToken = "token",
            ExpiresAt = new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero),
        };
        var written = ConnectionEnvironment.VariablesOf(new(new Dictionary<string, BucketConnection>(StringComparer.Ordinal) { ["sink"] = connection }));

        var problems = new List<string>();
        var read = ConnectionEnvironment.Read(written.ToDictionary(StringComparer.Ordinal), problems);

        Assert.That(problems, Is.Empty);
        Assert.That(read.ByName.Single().Value, Is.EqualTo(connection));
    }

    [TestCase("FREEHOLD_BUCKETS__A__ENDPONT", "https://x", "did you mean FREEHOLD_BUCKETS__A__ENDPOINT?")]
    [TestCase("FREEHOLD_BUCKETS__A__PASSPHRASE", Secret, "valid keys: MATCH, ENDPOINT")]
    [TestCase("FREEHOLD_BUCKETS__A", Secret, "must have the form FREEHOLD_BUCKETS__<NAME>__<KEY>")]
    [TestCase("FREEHOLD_BUCKETS__A__PATHSTYLE", Secret, "PATHSTYLE: must be true or false")]
    [TestCase("FREEHOLD_BUCKETS__A__ENDPOINT", "host", "must be an absolute address")]
    [TestCase("FREEHOLD_BUCKETS__A__ENDPOINT", "ftp://host", "Endpoint: must be an http or https address")]
    [TestCase("FREEHOLD_BUCKETS__A__SECRETACCESSKEY", Secret, "AccessKeyId: needs SecretAccessKey")]
    [TestCase("FREEHOLD_BUCKETS__A__ACCOUNTKEY", Secret, "AccountKey: has no meaning for s3://")]
    [TestCase("FREEHOLD_BUCKETS__A__ENCRYPTION", "rot13", "Encryption: must be none, AES256 or aws:kms")]
    [TestCase("FREEHOLD_BUCKETS__A__MATCH", "/data", "Match: must begin with s3://, az:// or gs://")]
    public void A_mistake_is_told_with_its_key_and_without_its_value(string variable, string value, string problem)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["FREEHOLD_BUCKETS__A__MATCH"] = "s3://data", ["OTHER"] = "x" };
        environment[variable] = value;

        var problems = new List<string>();
        ConnectionEnvironment.Read(environment, problems);

        Assert.That(string.Join('\n', problems), Does.Contain(problem).And.Not.Contain(Secret));
    }

    [Test]
    public void Its_text_says_who_and_no_secret()
    {
        var connection = new BucketConnection { Match = "s3://data", AccessKeyId = "AKIA0123456789ABCD", SecretAccessKey = Secret, SessionToken = Secret };

        Assert.That($"{connection}", Is.EqualTo("s3://data as AKIA…ABCD"));
        Assert.That($"{new BucketConnection { Match = "az://a/b", AccountKey = Secret }}", Is.EqualTo("az://a/b as account key"));
        Assert.That($"{new BucketConnection { Match = "az://a/b", Sas = Secret }}", Is.EqualTo("az://a/b as sas"));
    }
}
