using System.Text;
using Freehold.JobContract.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace Freehold.JobContract.Tests.Documents;

public sealed class When_a_document_is_bad
{
    private static readonly (string Good, string Bad, string Path, int Line, string Says)[] Mistakes =
    [
        ("priority: 70", "prioritty: 70", "prioritty", 24, "did you mean priority?"),
        ("priority: 70", "priority: high", "priority", 24, "from 0 to 100"),
        ("priority: 70", "priority: '70'", "priority", 24, "from 0 to 100"),
        ("priority: 70", "priority: 101", "priority", 24, "from 0 to 100"),
        ("kind: transform", "kind: transfrom", "kind", 1, "did you mean transform?"),
        ("kind: transform", "kind: train", "kind", 1, "not available in this version"),
        ("kind: transform", "kind: [transform]", "kind", 1, "must be text"),
        ("agent: eu-bank", "agent: EU Bank", "agent", 3, "label"),
        ("agent: eu-bank", "pool: {region: eu}", "pool", 3, "pools are not available"),
        ("input: file:///data/customers-*.csv", "inputs: file:///data/x.csv", "input", 1, "is missing"),
        ("input: file:///data/customers-*.csv", "input: data/x.csv", "input", 4, "must be a URI"),
        ("input: file:///data/customers-*.csv", "input: s3://source//x.csv", "input", 4, "must not hold //"),
        ("input: file:///data/customers-*.csv", "input: file:///data/../etc/passwd", "input", 4, ".."),
        ("output: file:///data/out", "output: file:///data/*/", "output", 5, "cannot hold"),
        ("resources: {size: L, memory: 8Gi}", "resources: {size: L, memory: 8Gi, maxMemroy: 16Gi}", "resources.maxMemroy", 19, "did you mean maxMemory?"),
        ("resources: {size: L, memory: 8Gi}", "resources: {size: L, maxMemory: 4Gi}", "resources.maxMemory", 19, "must not be below memory, which is 5000Mi"),
        ("resources: {size: L, memory: 8Gi}", "resources: {size: L, maxMemory: lots}", "resources.maxMemory", 19, "must be a quantity such as 16Gi"),
        ("timeLimit: 1h30m", "timeLimit: 90", "timeLimit", 22, "90s, 30m, 2h"),
        ("onPartition: rerun", "onPartition: re-run", "onPartition", 23, "did you mean rerun?"),
        ("  key: {secret: transform/key}", "  key: hunter2", "spec.key", 7, "never hold one"),
        ("  key: {secret: transform/key}", "  key: {secret: nokey}", "spec.key", 7, "{secret: name/key}"),
        ("  key: {secret: transform/key}", "  format: csv", "spec.key", 7, "is missing"),
        ("      action: pseudonym", "      action: pseudonymize", "spec.rules[0].action", 10, "did you mean pseudonym?"),
        ("      entity: first_name", "      entity: firstname", "spec.rules[1].entity", 14, "did you mean first_name?"),
        ("keepLast: 3", "keeplast: 3", "spec.rules[2].keeplast", 15, "did you mean keepLast?"),
        ("action: rename, as: key", "action: rename", "spec.rules[5].as", 18, "new name"),
        ("{columns: id, action: rename", "{columns: [a, b], action: rename", "spec.rules[5].as", 18, "exactly one column"),
        ("labels: {team: risk}", "labels: [team]", "labels", 25, "mapping"),
    ];

    [TestCaseSource(nameof(Mistakes))]
    public void The_problem_names_the_place_and_the_remedy((string Good, string Bad, string Path, int Line, string Says) mistake)
    {
        var text = GoodDocument.Yaml.Replace(mistake.Good, mistake.Bad, StringComparison.Ordinal);
        Assert.That(text, Is.Not.EqualTo(GoodDocument.Yaml), "the mistake replaces something that is there");

        var read = JobDocumentReader.Read(text, DocumentUse.Submission);

        Assert.That(read.Document, Is.Null);
        var problem = read.Problems.FirstOrDefault(problem => problem.Path == mistake.Path);
        Assert.That(problem, Is.Not.Null, string.Join("; ", read.Problems));
        Assert.That(problem!.Message, Does.Contain(mistake.Says));
        Assert.That(problem.Line, Is.EqualTo(mistake.Line));
    }

    [Test]
    public void All_problems_are_reported_at_once_in_the_order_of_the_text()
    {
        var text = GoodDocument.Yaml
            .Replace("kind: transform", "kind: dance", StringComparison.Ordinal)
            .Replace("retries: 2", "retries: -1", StringComparison.Ordinal)
            .Replace("team: risk", "team: [a]", StringComparison.Ordinal);

        Assert.That(JobDocumentReader.Read(text, DocumentUse.Submission).Problems.Select(problem => problem.Path).Distinct(),
            Is.EqualTo(new[] { "kind", "retries", "labels.team" }).Or.EqualTo(new[] { "kind", "spec", "retries", "labels.team" }));
    }

    [Test]
    public void A_secret_given_in_clear_is_not_repeated()
    {
        var text = GoodDocument.Yaml.Replace("{secret: transform/key}", "hunter2-canary", StringComparison.Ordinal);

        Assert.That(string.Join('\n', JobDocumentReader.Read(text, DocumentUse.Submission).Problems), Does.Not.Contain("hunter2"));
    }

    [TestCase("", "mapping")]
    [TestCase("just words", "mapping")]
    [TestCase("- a\n- b", "mapping")]
    [TestCase("kind: transform\n---\nkind: transform", "several documents")]
    [TestCase("kind: {", "no valid YAML")]
    [TestCase("kind: transform\nkind: train", "no valid YAML")]
    [TestCase("a: &x 1\nb: *x", "anchors")]
    [TestCase("kind: {transform\nname: x\nagent: eu\n", "no valid YAML")]
    [TestCase("kind: \"\u0001\"", "")]
    public void Text_that_is_no_document_is_one_clear_problem(string text, string says)
    {
        var read = JobDocumentReader.Read(text, DocumentUse.Submission);

        Assert.That(read.Document, Is.Null);
        Assert.That(read.Problems[0].Message, Does.Contain(says));
    }

    [TestCase('[')]
    [TestCase('{')]
    public void Nesting_without_end_does_not_end_the_process(char bracket)
    {
        var read = JobDocumentReader.Read("kind: " + new string(bracket, 100_000), DocumentUse.Submission);

        Assert.That(read.Problems.Single().Message, Does.Contain("nested deeper").Or.Contain("no valid YAML"));
    }

    [Test]
    public void A_huge_document_is_refused_before_it_is_parsed()
    {
        var text = new StringBuilder("name: ").Append('x', JobDocument.MaxBytes).ToString();

        Assert.That(JobDocumentReader.Read(text, DocumentUse.Submission).Problems.Single().Message, Does.Contain("256 KiB"));
    }

    [Test]
    public void Rubbish_never_throws()
    {
        Prop.ForAll<NonNull<string>, NonNegativeInt>((rubbish, at) =>
        {
            var text = GoodDocument.Yaml.Insert(at.Get % GoodDocument.Yaml.Length, rubbish.Get);

            var read = JobDocumentReader.Read(text, DocumentUse.Submission);

            return read.Document is null == read.Problems.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }
}
