using System.Security.Cryptography;
using System.Text;
using Freehold.JobContract.Documents;

namespace Freehold.Worker.Tests.Rows;

/// <summary>Documents in the manner of the public reference, run over small tables.</summary>
public sealed class When_the_spec_is_a_Gretel_document
{
    private const string People = """
        id,first,middle,last,email,phone,category,joined
        1,Anna,Maria,Köhler,anna@mail.example,+49 30 1234567,b2b,2020-03-07
        2,Bo,,O'Neil,bo@mail.example,+1 555 123 4567,,2021-11-30
        3,Anna,Q,Smith,anna@mail.example,030-765432,b2c,2019-01-01
        4,Zoë,R,Diaz,zoe@mail.example,not known,b2c,someday

        """;

    private readonly WorkBench _bench = new();

    [SetUp]
    public void Inputs() => _bench.Put("in/people.csv", People);

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task Columns_come_go_and_change_their_names_and_cells_are_updated_in_order()
    {
        await RunAsync("""
            globals: {locales: [en_US], seed: 42, classify: {enable: false}}
            steps:
              - vars:
                  suffix: "'-x'"
                  kinds: [retail, trade]
                columns:
                  add: [{name: key, position: 0}, {name: work_email}]
                  drop: [{name: email}]
                  rename: [{name: middle, value: initial}]
                rows:
                  drop: [{condition: index % 2 == 1}]
                  update:
                    - {name: key, value: index}
                    - {name: id, value: "this | hash | truncate(10, end='')"}
                    - {name: initial, value: this | first + "."}
                    - {condition: column.name == "category" and this | isna, value: vars.kinds | random}
                    - {name: work_email, value: (row.first | lower | first + row.last | lower) | normalize + "@example.org"}
                    - {name: last, value: this ~ vars.suffix}
              - rows:
                  update: [{name: work_email, value: this | upper}]
            """);

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("421")))[..10];
        Assert.That(Lines()[0], Is.EqualTo("key,id,first,initial,last,phone,category,joined,work_email"));
        Assert.That(Lines()[1], Is.EqualTo($"0,{hash},Anna,M.,Köhler-x,+49 30 1234567,b2b,2020-03-07,AKOHLER@EXAMPLE.ORG"));
        Assert.That(Lines(), Has.Count.EqualTo(3));
        Assert.That(Lines()[2], Does.StartWith("2,").And.EndsWith(",ASMITH@EXAMPLE.ORG"));
    }

    [Test]
    public async Task Equal_values_have_equal_fakes_and_a_seed_repeats_them()
    {
        const string Spec = """
            globals: {seed: 7}
            steps:
              - rows:
                  update:
                    - {name: first, value: fake.first_name()}
                    - {name: [last, middle], value: "{{ fake.last_name() }}"}
            """;
        await RunAsync(Spec);
        var once = Lines();
        await RunAsync(Spec, "again");

        Assert.That(Lines("again"), Is.EqualTo(once));
        Assert.That(Field(1, 1), Is.EqualTo(Field(3, 1)), "both are called Anna");
        Assert.That(Field(1, 1), Is.Not.EqualTo("Anna"));
        await RunAsync(Spec.Replace("seed: 7", "seed: 8", StringComparison.Ordinal), "other");
        Assert.That(Lines("other"), Is.Not.EqualTo(once));
    }

    [Test]
    public async Task An_error_takes_the_fallback_or_fails_and_is_never_a_cell()
    {
        const string Step = """
            globals: {seed: 1}
            steps:
              - rows:
                  update: [{name: joined, value: this | date_format('%Y')
            """;
        await RunAsync($"{Step}, fallback_value: '\"unknown\"'}}]");
        Assert.That(Enumerable.Range(1, 4).Select(row => Field(row, 7)), Is.EqualTo(new[] { "2020", "2021", "2019", "unknown" }));

        var failed = await _bench.RunSpecAsync($"{Step}}}]", jobId: "fails");
        Assert.That((failed.Failed.Detail, failed.Failed.Line, failed.Failed.ColumnName), Is.EqualTo(("not_a_date", 5UL, "joined")), failed.People);

        var aside = await _bench.RunSpecAsync($"badRows: quarantine\nmaxBadRows: 1\n{Step}}}]", jobId: "aside");
        aside.AssertCommitted();
        Assert.That(_bench.Output("people.csv", "aside"), Does.Not.Contain("Error").And.Not.Contain("Zoë"));
        Assert.That(_bench.Output("quarantine/people.csv", "aside"), Does.Contain("Zoë"));
    }

    [Test]
    public async Task Columns_are_chosen_by_entity_and_locked_ones_stay()
    {
        await RunAsync("""
            globals:
              seed: 3
              classify: {enable: true, entities: [email, phone_number, first_name]}
              lock_columns: [phone]
            steps:
              - columns:
                  drop: [{condition: column.entity == "email"}]
                rows:
                  update:
                    - {entity: [first_name, phone_number], value: column.entity | fake}
            """);

        Assert.That(Lines()[0], Is.EqualTo("id,first,middle,last,phone,category,joined"));
        Assert.That(Field(1, 1), Is.Not.EqualTo("Anna").And.Not.Empty);
        Assert.That(Field(1, 4), Is.EqualTo("+49 30 1234567"));
    }

    [Test]
    public async Task Personas_are_coherent_and_foreach_works_entry_by_entry()
    {
        await RunAsync("""
            models:
              - transform_v2:
                  globals: {seed: 5}
                  steps:
                    - rows:
                        update:
                          - {name: first, value: fake.persona(row_index=index).first_name}
                          - {name: last, value: fake.persona(row_index=index).last_name}
                          - {name: email, value: fake.persona(row_index=index).email}
                          - {name: phone, foreach: "['0', '1', '2', '3']", value: "this | replace(item, '#')"}
            """);

        for (var row = 1; row <= 4; row++)
        {
            var local = $"{Field(row, 1)}.{Field(row, 3)}".ToLowerInvariant().Replace("'", "", StringComparison.Ordinal);
            Assert.That(Field(row, 4), Does.StartWith(local + "@"));
        }

        Assert.That(Field(1, 5), Is.EqualTo("+49 ## ###4567"));
    }

    [Test]
    public async Task With_the_job_s_key_fakes_are_those_of_our_own_rules()
    {
        await RunAsync("key: {secret: test/key}\nsteps: [{rows: {update: [{name: first, value: fake.first_name()}]}}]");
        (await _bench.RunAsync("[{columns: first, action: fake, entity: first_name}]", jobId: "own")).AssertCommitted();
        Assert.That(Lines(), Is.EqualTo(Lines("own")));
    }

    [TestCase("steps: [{rows: {update: [{name: first, value: fake.first_name()}]}}]", "spec.key", "globals.seed")]
    [TestCase("steps: [{rows: {update: [{name: first, valeu: this}]}}]", "spec.steps[0].rows.update[0].valeu", "did you mean value?")]
    [TestCase("steps: [{rows: {update: [{type: text, value: this}]}}]", "spec.steps[0].rows.update[0].type", "not supported")]
    [TestCase("steps: [{rows: {update: [{entity: company, value: none}]}}]", "spec.steps[0].rows.update[0].entity", "not detected")]
    [TestCase("steps: [{rows: {update: [{name: a, value: this | redact_entities}]}}]", "spec.steps[0].rows.update[0].value", "not supported")]
    [TestCase("steps: [{vars: {all: data.a.unique()}, rows: {update: [{name: a, value: this}]}}]", "spec.steps[0].vars.all", "one row at a time")]
    [TestCase("steps: [{rows: {drop: [{condition: row.a == 1}]}}, {rows: {update: [{name: a, value: index}]}}]", "spec.steps[1].rows", "index is not supported")]
    [TestCase("steps: [{columns: {add: [{name: a}]}}]\nrules: [{columns: a, action: drop}]", "spec.rules", "own form")]
    [TestCase("models: [{amplify: {}}]", "spec.models[0].transform_v2", "is missing")]
    public void What_is_not_supported_is_refused_by_name(string spec, string path, string says)
    {
        var document = $"kind: transform\ninput: file:///a/*\noutput: file:///b/\nspec:\n  {spec.ReplaceLineEndings("\n  ")}\n";
        var read = JobDocumentReader.Read(document, DocumentUse.Worker);
        var problem = read.Problems.FirstOrDefault(problem => problem.Path == path);
        Assert.That(problem, Is.Not.Null, string.Join("; ", read.Problems));
        Assert.That(problem!.Message, Does.Contain(says));
        Assert.That(problem.Line, Is.GreaterThan(3));
    }

    private async Task RunAsync(string spec, string jobId = "job") => (await _bench.RunSpecAsync(spec, jobId: jobId)).AssertCommitted();

    private List<string> Lines(string jobId = "job") => [.. _bench.Output("people.csv", jobId).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private string Field(int row, int column) => Lines()[row].Split(',')[column].Trim('"');
}
