using System.Globalization;
using Freehold.JobContract.Failures;

namespace Freehold.Worker.Tests.Rows;

/// <summary>The same rows and rules in every format: what a condition decides does not depend on how the rows are written.</summary>
[TestFixture("csv")]
[TestFixture("jsonl")]
[TestFixture("parquet")]
public sealed class When_rules_have_conditions(string format)
{
    private readonly WorkBench _bench = new();

    [SetUp]
    public void Inputs()
    {
        switch (format)
        {
            case "csv":
                _bench.Put("in/a.csv", "id,name,age,note\n1,Anna,17,\n2,Bo,40,x\n3,\"Zoë, Q\",65,y\n");
                break;
            case "jsonl":
                _bench.Put("in/a.jsonl", "{\"id\":1,\"name\":\"Anna\",\"age\":17,\"note\":null}\n{ \"id\":2, \"name\":\"Bo\",\"age\":40,\"note\":\"x\"}\n{\"id\":3,\"name\":\"Zo\\u00eb, Q\",\"age\":65,\"note\":\"y\"}\n");
                break;
            default:
                ParquetFiles.Write(_bench.PathOf("in/a.parquet"), "select * from (values (1, 'Anna', 17, null), (2, 'Bo', 40, 'x'), (3, 'Zoë, Q', 65, 'y')) t(id, name, age, note)");
                break;
        }
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task The_first_rule_whose_condition_fits_decides() => await AssertColumnAsync(
        "name", ["<minor>", "Bo", "Z**, *"],
        """
        [{columns: name, when: row.age < 18, action: redact, with: <minor>}, {columns: name, when: row.age < 60, action: keep},
        {columns: name, action: mask, keepFirst: 1}]
        """);

    [Test]
    public async Task Without_a_fitting_rule_the_cell_stays() =>
        await AssertColumnAsync("name", ["Anna", "x", "Zoë, Q"], "[{columns: name, when: this == 'Bo', action: redact, with: x}]");

    [Test]
    public async Task Expressions_see_the_row_as_it_was_read() => await AssertColumnAsync(
        "name", ["ANNA 17", "BO 40", "ZOË, Q 65"],
        "[{columns: age, action: redact, with: gone}, {columns: name, action: expression, value: \"this | upper ~ ' ' ~ row.age\"}]");

    [Test]
    public async Task A_new_column_stands_at_the_end() => await AssertColumnAsync(
        "group", ["0:minor", null, "2:adult"],
        "[{action: add, as: group, when: \"row.name != 'Bo'\", value: \"index ~ ':' ~ ('minor' if row.age < 18 else 'adult')\"}]");

    [Test]
    public async Task Null_is_seen_by_expressions() =>
        await AssertColumnAsync("note", ["none", "x", "y"], "[{columns: note, when: this is none, action: expression, value: \"'none'\"}]");

    [TestCase("drop: row.age < 18")]
    [TestCase("keep: row.age >= 18")]
    public async Task Rows_are_dropped(string rows) => await AssertColumnAsync(
        "id", ["2", "3"], "[{columns: name, action: drop}]", $"rows: {{{rows}}}");

    [Test]
    public async Task Dropping_every_row_leaves_a_file_without_rows() =>
        await AssertColumnAsync("id", [], "[{columns: name, action: drop}]", "rows: {drop: 'true'}");

    [Test]
    public async Task An_error_names_the_earliest_line_and_the_column_and_no_value()
    {
        var run = await _bench.RunAsync("[{columns: name, when: index > 0, action: expression, value: this + row.age * 2}]");

        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.ColumnName), Is.EqualTo((FailureCode.BadInput, FailureDetail.NotANumber, "name")), run.People);
        Assert.That(run.Failed.Line, Is.EqualTo(format is "csv" ? 3 : 2));
        Assert.That(_bench.Everything(run), Does.Not.Contain("Zo"));
        Assert.That(_bench.OutputFiles, Is.Empty);
    }

    [Test]
    public async Task A_condition_that_is_none_is_an_error()
    {
        var run = await _bench.RunAsync("[{columns: name, when: row.age, action: redact}]");
        Assert.That(run.Failed.Detail, Is.EqualTo(FailureDetail.NotACondition), run.People);
    }

    [Test]
    public async Task A_column_that_is_not_there_fails_before_a_row_is_read()
    {
        var run = await _bench.RunAsync("[{columns: name, when: row.aeg > 1, action: redact}]");
        Assert.That((run.Failed.Detail, run.Failed.ColumnName, run.Failed.Suggestion), Is.EqualTo((FailureDetail.UnknownColumn, "aeg", "age")), run.People);
    }

    [Test]
    public async Task Tokens_are_those_of_rules_without_conditions()
    {
        var conditional = await ColumnAsync("name", "[{columns: name, when: 'true', action: pseudonym}]", "", "one");
        var plain = await ColumnAsync("name", "[{columns: name, action: pseudonym}]", "", "two");
        Assert.That(conditional, Is.EqualTo(plain));
    }

    [Test]
    public async Task Untouched_columns_stay_as_they_are()
    {
        (await _bench.RunAsync("[{columns: name, when: row.age < 18, action: redact}]")).AssertCommitted();
        switch (format)
        {
            case "csv":
                Assert.That(_bench.Output("a.csv"), Is.EqualTo("id,name,age,note\n1,<name>,17,\n2,Bo,40,x\n3,\"Zoë, Q\",65,y\n"));
                break;
            case "jsonl":
                Assert.That(_bench.Output("a.jsonl").Split('\n')[0], Is.EqualTo("{\"id\":1,\"name\":\"<name>\",\"age\":17,\"note\":null}"));
                break;
            default:
                Assert.That(
                    ParquetFiles.Columns(_bench.OutputPath("a.parquet")),
                    Is.EqualTo(new (string?, string?)[] { ("id", "INTEGER"), ("name", "VARCHAR"), ("age", "INTEGER"), ("note", "VARCHAR") }));
                break;
        }
    }

    private async Task AssertColumnAsync(string column, string?[] expected, string rules, string spec = "") =>
        Assert.That(await ColumnAsync(column, rules, spec, "job"), Is.EqualTo(expected));

    // Through Parquet, so that all formats are compared in one, and every conversion is taken on the way.
    private async Task<string?[]> ColumnAsync(string column, string rules, string spec, string jobId)
    {
        var run = await _bench.RunAsync(rules, spec: spec, jobId: jobId);
        run.AssertCommitted();
        var own = Column(Path.Join(_bench.OutputFolder, jobId, "1", $"a.{format}"), column);

        var converted = await _bench.RunAsync(rules, spec: $"{(spec.Length == 0 ? "default: pass" : spec)}\n  format: parquet", jobId: $"{jobId}-parquet");
        converted.AssertCommitted();
        Assert.That(Column(Path.Join(_bench.OutputFolder, $"{jobId}-parquet", "1", "a.parquet"), column), Is.EqualTo(own));
        return own;
    }

    private static string?[] Column(string path, string column)
    {
        var reader = Path.GetExtension(path) switch
        {
            ".csv" => "read_csv({0}, all_varchar = true, header = true)",
            ".jsonl" => "read_json({0}, format = 'newline_delimited', columns = {{id: 'VARCHAR', name: 'VARCHAR', note: 'VARCHAR', \"group\": 'VARCHAR'}})",
            _ => "read_parquet({0})",
        };
        var from = string.Format(CultureInfo.InvariantCulture, reader, DuckDb.SqlText.Literal(path));
        var rows = ParquetFiles.Query($"select cast({DuckDb.SqlText.Identifier(column)} as varchar) from {from}", path);
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => rows.Text(row, 0))];
    }
}
