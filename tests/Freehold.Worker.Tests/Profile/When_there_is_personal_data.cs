using System.Globalization;
using System.Text;

namespace Freehold.Worker.Tests.Profile;

public sealed class When_there_is_personal_data
{
    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [SetUp]
    public void Inputs()
    {
        var rows = new StringBuilder("customer_id,email,date_of_birth,card,amount\n");
        for (var row = 0; row < 500; row++)
            rows.Append(CultureInfo.InvariantCulture, $"{row},canary{row % 7}@canary.example,19{40 + (row % 50)}-12-24,4111111111111111,{row % 9}\n");
        _bench.Put("in/people.csv", rows.ToString());
    }

    [TestCase("none")]
    [TestCase("counts")]
    [TestCase("columns")]
    public async Task No_value_of_it_is_in_the_report_the_metadata_or_the_log(string disclosure)
    {
        var run = await _bench.ProfileAsync($"disclosure: {disclosure}, topValues: 100");

        run.AssertCommitted();
        var everything = _bench.Everything(run);
        Assert.That(everything, Does.Not.Contain("canary"));
        Assert.That(everything, Does.Not.Contain("4111111111111111"));
        Assert.That(everything, Does.Not.Contain("-12-24"));
        foreach (var name in new[] { "email", "date_of_birth", "card" })
        {
            var column = _bench.Report().Column(name);
            Assert.That(column.IsPersonal, Is.True, name);
            Assert.That(column.TopValues, Is.Empty);
            Assert.That((column.Numbers, column.Dates), Is.EqualTo((default(object), default(object))));
        }

        Assert.That(_bench.Report().Column("amount").TopValues, Has.Count.EqualTo(9), "what is not personal is shown");
    }

    [Test]
    public async Task It_stays_hidden_when_only_one_of_the_files_shows_what_it_is()
    {
        _bench.Put("in/peoplf.csv", "customer_id,email,date_of_birth,card,amount\n" + string.Concat(Enumerable.Repeat("1,-,-,-,1\n", 2000)));

        var run = await _bench.ProfileAsync();

        run.AssertCommitted();
        Assert.That(_bench.Report().Column("email").IsPersonal, Is.True);
        Assert.That(_bench.Report().Column("email").TopValues, Is.Empty);
        Assert.That(_bench.Everything(run), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task Metadata_is_what_the_document_discloses()
    {
        const string Rules = "rules: [{columns: amount, rule: range, max: 7}]";

        Assert.That((await _bench.ProfileAsync($"{Rules}, disclosure: none", jobId: "a")).Succeeded.Profile, Is.Null);

        var counts = (await _bench.ProfileAsync(Rules, jobId: "b")).Succeeded.Profile;
        Assert.That((counts.Rows, counts.Columns, counts.RulesChecked, counts.RulesFailed, counts.PersonalColumns), Is.EqualTo((500ul, 5u, 1u, 1u, 3u)));
        Assert.That(counts.Details, Is.Empty);

        var columns = (await _bench.ProfileAsync($"{Rules}, disclosure: columns", jobId: "c")).Succeeded.Profile;
        Assert.That(columns.Details.Select(column => (column.Name, column.Type, column.Entity)), Is.EqualTo(new[]
        {
            ("customer_id", "integer", ""), ("email", "text", "email"), ("date_of_birth", "date", "date_of_birth"),
            ("card", "text", "credit_card"), ("amount", "integer", ""),
        }));
        Assert.That(columns.Details[4].Quality, Is.EqualTo(0.89).Within(0.01));
    }

    [Test]
    public async Task An_attempt_that_finds_the_output_of_another_tells_the_same()
    {
        var first = await _bench.ProfileAsync("disclosure: columns");
        var document = Directory.EnumerateFiles(_bench.Root, "profile-*.yaml").Single();
        var second = await _bench.RunDocumentAsync(document, attempt: 2, "job", CancellationToken.None);

        Assert.That(second.Succeeded.CommittedAttempt, Is.EqualTo(1));
        Assert.That(second.Succeeded.Profile, Is.EqualTo(first.Succeeded.Profile));
    }
}
