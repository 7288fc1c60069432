using System.Globalization;

namespace Freehold.Worker.Tests.Profile.Checks;

public sealed class When_rules_are_checked
{
    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [SetUp]
    public void Inputs()
    {
        var now = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        _bench.Put("in/t.csv", $"id,age,mail,land,note,at\n1,17,a@b.cc,DE,\"\",{now}\n2,40,no,FR,x,2001-01-01\n2,200,b@c.dd,XX,,1999-01-01\n4,old,,DE,y,\n");
        _bench.Put("lands.csv", "code,name\nDE,Germany\nFR,France\n");
    }

    [TestCase("{columns: age, rule: range, min: 18, max: 120}", "validity", 1, 3)]
    [TestCase("{columns: at, rule: range, min: 2000-01-01}", "validity", 2, 1)]
    [TestCase("{columns: note, rule: not_null}", "completeness", 2, 2)]
    [TestCase("{columns: note, rule: not_null, blankIsNull: false}", "completeness", 3, 1)]
    [TestCase("{columns: id, rule: unique}", "uniqueness", 2, 2)]
    [TestCase("{columns: mail, rule: regex, pattern: '[a-z]+@[a-z.]+'}", "validity", 2, 1)]
    [TestCase("{columns: mail, rule: regex, pattern: 'a'}", "validity", 0, 3)]
    [TestCase("{columns: land, rule: in_set, values: [DE, FR]}", "validity", 3, 1)]
    [TestCase("{columns: land, rule: length, min: 2, max: 2}", "validity", 4, 0)]
    [TestCase("{columns: age, rule: length, max: 2}", "validity", 2, 2)]
    [TestCase("{columns: age, rule: expression, expression: 'this | int >= 18 and row.land != \"XX\"'}", "validity", 1, 3)]
    [TestCase("{columns: note, rule: expression, expression: 'row.mail is none or this != \"\"'}", "validity", 2, 1)]
    [TestCase("{columns: at, rule: freshness, maxAge: 1d}", "accuracy", 1, 0)]
    [TestCase("{columns: land, rule: freshness, maxAge: 1d}", "accuracy", 0, 1)]
    [TestCase("{columns: land, rule: in_set, values: [DE], dimension: accuracy}", "accuracy", 2, 2)]
    public async Task Values_that_pass_and_fail_are_counted(string rule, string dimension, int passed, int failed)
    {
        var run = await _bench.ProfileAsync($"rules: [{rule}]");

        run.AssertCommitted();
        var found = _bench.Report().Tables[0].Columns.SelectMany(column => column.Rules).Single();
        Assert.That((found.Dimension, found.Passed, found.Failed, found.IsExact), Is.EqualTo((dimension, passed, failed, true)));
        Assert.That(found.IsKept, Is.EqualTo(failed == 0));
        Assert.That(run.Succeeded.Profile.RulesFailed, Is.EqualTo(failed == 0 ? 0u : 1u));
    }

    [Test]
    public async Task A_reference_is_looked_up_in_another_object()
    {
        (await _bench.ProfileAsync($"rules: [{{columns: land, rule: reference, input: 'file://{_bench.Root}/lands.csv', column: code}}]")).AssertCommitted();

        var found = _bench.Report().Column("land").Rules[0];
        Assert.That((found.Passed, found.Failed, found.Dimension), Is.EqualTo((3, 1, "accuracy")));
    }

    [Test]
    public async Task An_expression_over_a_column_that_is_not_there_fails_the_job()
    {
        var failed = (await _bench.ProfileAsync("rules: [{columns: age, rule: expression, expression: 'this != row.lend'}]")).Failed;

        Assert.That((failed.Code, failed.Detail, failed.ColumnName, failed.Suggestion), Is.EqualTo(("spec_invalid", "unknown_column", "lend", "land")));
    }

    [TestCase("nowhere.csv", "code", "input_missing", "not_found")]
    [TestCase("lands.csv", "kode", "spec_invalid", "unknown_column")]
    public async Task A_reference_that_is_not_there_fails_the_job(string file, string column, string code, string detail)
    {
        var failed = (await _bench.ProfileAsync($"rules: [{{columns: land, rule: reference, input: 'file://{_bench.Root}/{file}', column: {column}}}]")).Failed;

        Assert.That((failed.Code, failed.Detail), Is.EqualTo((code, detail)));
    }

    [TestCase("0.75", true)]
    [TestCase("0.76", false)]
    public async Task The_threshold_decides(string threshold, bool isKept)
    {
        (await _bench.ProfileAsync($"rules: [{{columns: land, rule: in_set, values: [DE, FR], threshold: {threshold}}}]")).AssertCommitted();

        Assert.That(_bench.Report().Column("land").Rules[0].IsKept, Is.EqualTo(isKept));
    }

    [Test]
    public async Task Quality_is_the_mean_of_the_dimensions()
    {
        (await _bench.ProfileAsync("rules: [{columns: land, rule: in_set, values: [DE, FR]}, {columns: id, rule: unique}, {columns: '*', rule: not_null}]")).AssertCommitted();

        var report = _bench.Report();
        Assert.That((report.Quality!.Validity, report.Quality.Uniqueness, report.Quality.Accuracy), Is.EqualTo((0.75, 0.5, (double?)null)));
        Assert.That(report.Quality.Completeness, Is.EqualTo(20 / 24.0).Within(1e-9));
        Assert.That(report.Quality.Overall, Is.EqualTo((0.75 + 0.5 + (20 / 24.0)) / 3).Within(1e-9));
        Assert.That(report.Column("land").Quality!.Overall, Is.EqualTo((0.75 + 1) / 2));
        Assert.That((report.RulesChecked, report.RulesFailed), Is.EqualTo((8, 5)));
    }

    [Test]
    public async Task A_job_that_was_told_to_fail_fails()
    {
        var failed = (await _bench.ProfileAsync("rules: [{columns: id, rule: unique}, {columns: land, rule: not_null}], failOnRules: true")).Failed;

        Assert.That((failed.Code, failed.Found, failed.Expected), Is.EqualTo(("quality_failed", 1ul, 2ul)));
        Assert.That(_bench.OutputFiles, Is.Empty);
        (await _bench.ProfileAsync("rules: [{columns: land, rule: not_null}], failOnRules: true", jobId: "second")).AssertCommitted();
    }

    [Test]
    public async Task Uniqueness_stays_exact_beyond_what_is_counted_otherwise()
    {
        _bench.Put("in/t.csv", "k\n" + string.Concat(Enumerable.Range(0, 60_000).Select(row => $"k{row}\n")) + "k5\nk6\n");

        (await _bench.ProfileAsync("rules: [{columns: k, rule: unique}]")).AssertCommitted();

        var found = _bench.Report().Column("k").Rules[0];
        Assert.That((found.Passed, found.Failed, found.IsExact), Is.EqualTo((59_998, 4, true)));
    }

    [Test]
    public async Task Rules_can_be_limited_to_files()
    {
        _bench.Put("in/u.csv", "other\n1\n");

        (await _bench.ProfileAsync("rules: [{columns: id, rule: unique, files: 't*'}]")).AssertCommitted();

        Assert.That(_bench.Report().RulesChecked, Is.EqualTo(1));
    }
}
