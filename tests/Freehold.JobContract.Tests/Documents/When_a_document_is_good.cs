using Freehold.JobContract.Documents;
using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Tests.Documents;

public sealed class When_a_document_is_good
{
    private static readonly JobDocument Document = Read(GoodDocument.Yaml);

    [Test]
    public void Every_key_is_read()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Document.Kind, Is.EqualTo(JobKind.Transform));
            Assert.That(Document.Name, Is.EqualTo("customers-anonymised"));
            Assert.That(Document.Agent, Is.EqualTo("eu-bank"));
            Assert.That(Document.Inputs, Is.EqualTo(new[] { "file:///data/customers-*.csv" }));
            Assert.That(Document.Output, Is.EqualTo("file:///data/out/"), "a prefix ends with a slash");
            Assert.That(Document.Resources, Is.EqualTo(ResourceRequest.Large with { Memory = "8Gi" }));
            Assert.That(Document.Parallelism, Is.EqualTo(4));
            Assert.That(Document.Retries, Is.EqualTo(2));
            Assert.That(Document.TimeLimit, Is.EqualTo(TimeSpan.FromMinutes(90)));
            Assert.That(Document.OnPartition, Is.EqualTo(OnPartition.Rerun));
            Assert.That(Document.Priority, Is.EqualTo(70));
            Assert.That(Document.Labels, Is.EqualTo(new Dictionary<string, string> { ["team"] = "risk" }));
            Assert.That(Document.Secrets, Is.EqualTo(new[] { new SecretName("transform", "key") }));
        });
    }

    [Test]
    public void Every_rule_is_read_in_order()
    {
        Assert.That(Document.Transform!.Rules.Select(rule => rule.Action), Is.EqualTo(new TransformAction[]
        {
            new PseudonymAction("person", "", "", 32),
            new FakeAction(FakeEntity.FirstName, "default"),
            new MaskAction(0, 3, '*', KeepSeparators: true),
            new DateShiftAction(30, "email", "default", InvalidDates.Fail),
            new DropAction(),
            new KeepAction(),
        }));
        Assert.That(Document.Transform.Rules[5].As, Is.EqualTo("key"));
    }

    [Test]
    public void Its_json_form_means_the_same_and_has_the_same_digest()
    {
        var again = Read(Document.CanonicalJson);

        Assert.That(again.CanonicalJson, Is.EqualTo(Document.CanonicalJson));
        Assert.That(again.Digest, Is.EqualTo(Document.Digest));
    }

    [Test]
    public void The_order_of_keys_and_the_spelling_do_not_change_the_digest()
    {
        const string One = "{kind: transform, agent: a, input: 'file:///i.csv', output: file:///o/, spec: {rules: [{columns: c, action: drop}]}}";
        const string Other = """
            output: "file:///o/"
            input: file:///i.csv
            spec:
              rules:
              - action: drop
                columns: c
            agent: a
            kind: transform
            """;

        Assert.That(Read(One).Digest, Is.EqualTo(Read(Other).Digest));
    }

    [TestCase("0049", "\"0049\"")]
    [TestCase("+49", "\"+49\"")]
    [TestCase("12", "12")]
    [TestCase("-1.50", "-1.50")]
    [TestCase("1.", "\"1.\"")]
    [TestCase("-x", "\"-x\"")]
    [TestCase("'12'", "\"12\"")]
    [TestCase("yes", "\"yes\"")]
    [TestCase("true", "true")]
    public void Scalars_are_typed_as_yaml_1_2_types_them(string written, string canonical)
    {
        var text = $"{{kind: transform, agent: a, input: 'file:///i.csv', output: file:///o/, labels: {{x: {written}}}, spec: {{rules: [{{columns: c, action: drop}}]}}}}";

        Assert.That(Read(text).CanonicalJson, Does.Contain($"\"labels\":{{\"x\":{canonical}}}"));
    }

    [Test]
    public void A_worker_needs_no_agent()
    {
        var text = GoodDocument.Yaml.Replace("agent: eu-bank\n", "", StringComparison.Ordinal);

        Assert.That(JobDocumentReader.Read(text, DocumentUse.Worker).Problems, Is.Empty);
        Assert.That(JobDocumentReader.Read(text, DocumentUse.Submission).Problems.Single().Path, Is.EqualTo("agent"));
    }

    private static JobDocument Read(string text)
    {
        var read = JobDocumentReader.Read(text, DocumentUse.Submission);
        Assert.That(read.Problems, Is.Empty);
        return read.Document!;
    }
}
