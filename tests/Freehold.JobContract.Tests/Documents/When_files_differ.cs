using Freehold.JobContract.Documents;
using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Tests.Documents;

/// <summary>What a document says about single files: overrides, limits, and what becomes of bad ones.</summary>
public sealed class When_files_differ
{
    private const string Head = "kind: transform\ninput: file:///in/*.csv\noutput: file:///out/\n";

    private const string Overrides = Head + """
        taskTimeLimit: 10m
        spec:
          badFiles: quarantine
          rules: [{columns: a, action: drop}]
          overrides:
            - {files: "orders*.csv", default: block, format: parquet, csv: {delimiter: ";"}, rules: [{columns: b, action: redact}]}
            - {files: "*.tsv", replaceRules: true, rules: [{columns: c, action: mask}]}
        """;

    [Test]
    public void Every_key_of_an_override_is_read()
    {
        var document = Read(Overrides).Document!;

        Assert.That((document.TaskTimeLimit, document.BadFiles), Is.EqualTo((TimeSpan.FromMinutes(10), BadFiles.Quarantine)));
        var (orders, tables) = (document.Transform!.Overrides[0], document.Transform.Overrides[1]);
        Assert.That((orders.Files, orders.Default, orders.Format, orders.Csv!.Delimiter, orders.ReplaceRules),
            Is.EqualTo(("orders*.csv", (UnruledColumns?)UnruledColumns.Block, (DataFormat?)DataFormat.Parquet, (char?)';', false)));
        Assert.That(orders.Rules.Single().Columns, Is.EqualTo(new[] { "b" }));
        Assert.That((tables.ReplaceRules, tables.Default, tables.Format, tables.Csv), Is.EqualTo((true, (UnruledColumns?)null, (DataFormat?)null, (CsvDialect?)null)));
    }

    [Test]
    public void Without_a_word_a_bad_file_fails_the_job()
    {
        var document = Read(Head + "spec: {rules: [{columns: a, action: drop}]}").Document!;

        Assert.That((document.TaskTimeLimit, document.BadFiles), Is.EqualTo(((TimeSpan?)null, BadFiles.Fail)));
        Assert.That(document.Transform!.Overrides, Is.Empty);
    }

    [TestCase("{rules: [{columns: c, action: drop}]}", "spec.overrides[0].files")]
    [TestCase("{files: a, replaceRules: true}", "spec.overrides[0].replaceRules")]
    [TestCase("{files: a, rules: [{columns: c, action: dorp}]}", "spec.overrides[0].rules[0].action")]
    [TestCase("{files: a, csv: {delimiter: ab}}", "spec.overrides[0].csv.delimiter")]
    [TestCase("{files: a, formt: csv}", "spec.overrides[0].formt")]
    [TestCase("{files: a, rules: [{columns: c, action: pseudonym}]}", "spec.key")]
    public void An_override_is_checked_as_the_spec_is(string entry, string path)
    {
        var read = Read($"{Head}spec: {{rules: [{{columns: a, action: drop}}], overrides: [{entry}]}}");

        Assert.That(read.Problems.Select(problem => problem.Path), Is.EqualTo(new[] { path }));
    }

    [TestCase("taskTimeLimit: soon\nspec: {rules: [{columns: a, action: drop}]}", "taskTimeLimit")]
    [TestCase("spec: {badFiles: ignore, rules: [{columns: a, action: drop}]}", "spec.badFiles")]
    public void What_means_nothing_is_named(string text, string path)
    {
        Assert.That(Read(Head + text).Problems.Select(problem => problem.Path), Is.EqualTo(new[] { path }));
    }

    private static ReadDocument Read(string text) => JobDocumentReader.Read(text, DocumentUse.Worker);
}
