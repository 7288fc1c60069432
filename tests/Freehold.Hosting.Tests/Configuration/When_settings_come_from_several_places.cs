using System.Collections.Specialized;
using Freehold.Hosting.Configuration;
using Freehold.JobContract.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Freehold.Hosting.Tests.Configuration;

public sealed class When_settings_come_from_several_places
{
    private string _file = null!;

    [SetUp]
    public void WriteFile() => _file = Path.Combine(Path.GetTempPath(), $"freehold-settings-{Guid.NewGuid():N}.json");

    [TearDown]
    public void DeleteFile() => File.Delete(_file);

    [Test]
    public void The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        File.WriteAllText(_file, """{"Sample": {"Name": "file", "Count": 1, "Pause": "1s"}}""");
        var options = Read(new() { ["FREEHOLD_SAMPLE__NAME"] = "environment", ["FREEHOLD_SAMPLE__COUNT"] = "2" }, "--sample:name=command line");

        Assert.That(options.Name, Is.EqualTo("command line"));
        Assert.That(options.Count, Is.EqualTo(2));
        Assert.That(options.Pause, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void What_nobody_sets_keeps_its_default()
    {
        Assert.That(Read([]).Count, Is.EqualTo(7));
    }

    [Test]
    public void Every_type_is_read()
    {
        var options = Read([], "--sample:flag=true", "--sample:pause=1h30m", "--sample:address=https://host:1/", "--sample:colour=GREEN", "--sample:names=a, b,c");

        Assert.That(options.Flag, Is.True);
        Assert.That(options.Pause, Is.EqualTo(TimeSpan.FromMinutes(90)));
        Assert.That(options.Address, Is.EqualTo(new Uri("https://host:1/")));
        Assert.That(options.Colour, Is.EqualTo(SampleColour.Green));
        Assert.That(options.Names, Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [TestCase("count=many", "must be a whole number")]
    [TestCase("flag=yes", "must be true or false")]
    [TestCase("pause=90", "must be a duration")]
    [TestCase("pause=00:00:30", "must be a duration")]
    [TestCase("address=host", "must be an absolute address")]
    [TestCase("colour=2", "must be one of red, green")]
    [TestCase("count=13", "Sample:Count: must not be 13")]
    [TestCase("coutn=1", "did you mean Sample:Count?")]
    [TestCase("name=x", null)]
    public void A_value_of_another_type_is_told_with_its_place_and_never_repeated(string setting, string? problem)
    {
        var refused = Refusal([], $"--sample:{setting}");

        if (problem is null)
            Assert.That(refused, Is.Null);
        else
            Assert.That(refused, Does.Contain(problem));
    }

    [Test]
    public void Secrets_in_wrong_places_are_not_repeated()
    {
        var refused = Refusal(
            new() { ["FREEHOLD_SAMPLE__COUNT"] = "canary-1", ["FREEHOLD_SAMPEL__X"] = "canary-2" }, "--tokn:x=canary-3", "--token=canary-4", "token=canary-5");

        Assert.That(refused, Does.Contain("5 problems").And.Not.Contain("canary"));
    }

    [Test]
    public void Secrets_of_jobs_and_settings_of_other_programs_are_none_of_ours()
    {
        Assert.That(Refusal(new() { ["FREEHOLD_SECRET_A__B"] = "x", ["FREEHOLD_TOKEN"] = "x", ["OTHER__X"] = "x" }), Is.Null);
    }

    [Test]
    public void Connections_have_names_of_their_own()
    {
        File.WriteAllText(_file, """{"Buckets": {"source": {"Match": "s3://source", "Region": "eu-1"}}}""");
        var services = Services();
        services.UseSettings(ProgramSettings.Read(_file, new ListDictionaryOf { ["FREEHOLD_BUCKETS__SOURCE__REGION"] = "eu-2" }, ["--buckets:sink:match=az://a/b"]));
        using var provider = services.BuildServiceProvider();

        var connections = provider.GetRequiredService<BucketConnections>();

        Assert.That(connections.For("s3://source/x")?.Region, Is.EqualTo("eu-2"));
        Assert.That(connections.For("az://a/b/c")?.Match, Is.EqualTo("az://a/b"));
    }

    [TestCase("--buckets:sink:endpont=x", "did you mean Buckets:sink:Endpoint?")]
    [TestCase("--buckets:sink:pathstyle=canary", "Buckets:sink:PathStyle (command line): must be true or false")]
    [TestCase("--buckets:sink:region=eu-1", "Buckets:sink:Match: must begin with")]
    [TestCase("--buckets:match=s3://x", "Buckets:match (command line): unknown key")]
    public void A_mistake_in_a_connection_is_told(string argument, string problem) =>
        Assert.That(Refusal([], argument), Does.Contain(problem).IgnoreCase.And.Not.Contain("canary"));

    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("""{"Sample": {"Name": 1, "name": 2}}""")]
    public void A_file_that_is_no_object_is_told(string content)
    {
        File.WriteAllText(_file, content);

        Assert.That(Refusal([]), Does.Contain("is no valid JSON object"));
    }

    private SampleOptions Read(ListDictionaryOf environment, params string[] arguments)
    {
        var services = Services();
        services.UseSettings(ProgramSettings.Read(_file, environment, arguments));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SampleOptions>>().Value;
    }

    private string? Refusal(ListDictionaryOf environment, params string[] arguments)
    {
        try
        {
            Services().UseSettings(ProgramSettings.Read(_file, environment, arguments));
            return null;
        }
        catch (StartRefusedException refused)
        {
            Assert.That(refused.ExitCode, Is.EqualTo(78));
            return refused.Message;
        }
    }

    private static ServiceCollection Services()
    {
        var services = new ServiceCollection();
        services.AddOptionsSection("Sample", new SampleValidator());
        services.AddBucketsSection();
        return services;
    }

    /// <summary>So that tests can write environments as collections.</summary>
    private sealed class ListDictionaryOf : HybridDictionary;
}
