using Freehold.JobContract.Documents;
using Freehold.JobContract.Profile;
using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Tests.Profile;

public sealed class When_a_profile_is_read
{
    [Test]
    public void Without_a_spec_everything_has_its_default()
    {
        var spec = Read("").Document!.Profile!;

        Assert.That((spec.Format, spec.Sample, spec.Disclosure, spec.TopValues, spec.Histogram, spec.FailOnRules),
            Is.EqualTo((default(DataFormat?), default(int?), Disclosure.Counts, 10, 20, false)));
        Assert.That(spec.Columns, Is.Empty);
        Assert.That(spec.Rules, Is.Empty);
    }

    [Test]
    public void Every_key_is_read()
    {
        var document = Read("""
            spec:
              format: jsonl
              csv: {delimiter: ";", header: false}
              sample: 1000
              columns: [a, "b*"]
              disclosure: columns
              topValues: 0
              histogram: 100
              failOnRules: true
              badFiles: quarantine
              rules:
                - {columns: a, rule: not_null, blankIsNull: false}
                - {columns: a, rule: unique, threshold: 0.5, name: once}
                - {columns: a, rule: range, min: -1.5, max: 2}
                - {columns: a, rule: range, min: 1970-01-02}
                - {columns: a, rule: length, max: 3}
                - {columns: a, rule: regex, pattern: "[A-Z]{2}"}
                - {columns: a, rule: in_set, values: [x, 'y z']}
                - {columns: a, rule: reference, input: "file:///data/b.csv", column: id}
                - {columns: a, rule: freshness, maxAge: 36h, dimension: validity, files: "*.csv"}
            """).Document!;

        var spec = document.Profile!;
        Assert.That((spec.Format, spec.Csv.Delimiter, spec.Csv.Header, spec.Sample), Is.EqualTo((DataFormat.Jsonl, ';', false, 1000)));
        Assert.That(spec.Columns, Is.EqualTo(new[] { "a", "b*" }));
        Assert.That((spec.Disclosure, spec.TopValues, spec.Histogram, spec.FailOnRules), Is.EqualTo((Disclosure.Columns, 0, 100, true)));
        Assert.That(document.BadFiles, Is.EqualTo(BadFiles.Quarantine));
        Assert.That(spec.Rules.Select(rule => rule.Check), Is.EqualTo(new QualityCheck[]
        {
            new NotNullCheck(BlankIsNull: false), new UniqueCheck(), new RangeCheck(-1.5, 2, Dates: false), new RangeCheck(86_400, null, Dates: true),
            new LengthCheck(0, 3), new RegexCheck("[A-Z]{2}"), spec.Rules[6].Check, new ReferenceCheck("file:///data/b.csv", "id"),
            new FreshnessCheck(TimeSpan.FromHours(36)),
        }));
        Assert.That(((InSetCheck)spec.Rules[6].Check).Values, Is.EqualTo(new[] { "x", "y z" }));
        Assert.That(spec.Rules.Select(rule => rule.Dimension).Distinct(), Is.EqualTo(new[] { QualityDimension.Completeness, QualityDimension.Uniqueness, QualityDimension.Validity, QualityDimension.Accuracy }));
        Assert.That((spec.Rules[1].Threshold, spec.Rules[1].Name, spec.Rules[8].Files, spec.Rules[8].Dimension), Is.EqualTo((0.5, "once", "*.csv", QualityDimension.Validity)));
    }

    [TestCase("sampel: 5", "spec.sampel", "did you mean sample?")]
    [TestCase("sample: 0", "spec.sample", "whole number from 1")]
    [TestCase("disclosure: column", "spec.disclosure", "did you mean columns?")]
    [TestCase("rules: [{columns: a, rule: uniqe}]", "spec.rules[0].rule", "did you mean unique?")]
    [TestCase("rules: [{rule: unique}]", "spec.rules[0].columns", "is missing")]
    [TestCase("rules: [{columns: a, rule: unique, min: 3}]", "spec.rules[0].min", "unknown key")]
    [TestCase("rules: [{columns: a, rule: range}]", "spec.rules[0].min", "is missing")]
    [TestCase("rules: [{columns: a, rule: range, min: 5, max: 4}]", "spec.rules[0].max", "less than min")]
    [TestCase("rules: [{columns: a, rule: range, min: 5, max: 2020-01-01}]", "spec.rules[0].max", "as min is")]
    [TestCase("rules: [{columns: a, rule: range, min: soon}]", "spec.rules[0].min", "a number, or a date")]
    [TestCase("rules: [{columns: a, rule: expression}]", "spec.rules[0].expression", "is missing")]
    [TestCase("rules: [{columns: a, rule: expression, expression: 'this >'}]", "spec.rules[0].expression", "")]
    [TestCase("rules: [{columns: a, rule: expression, expression: 'fake.email() == this'}]", "spec.rules[0].expression", "no meaning in a profile")]
    [TestCase("rules: [{columns: a, rule: regex, pattern: '('}]", "spec.rules[0].pattern", "no regular expression")]
    [TestCase("rules: [{columns: a, rule: regex, pattern: '(?=a)b'}]", "spec.rules[0].pattern", "look-arounds")]
    [TestCase("rules: [{columns: a, rule: in_set}]", "spec.rules[0].values", "is missing")]
    [TestCase("rules: [{columns: a, rule: reference, input: 'file:///d/*.csv', column: id}]", "spec.rules[0].input", "one object")]
    [TestCase("rules: [{columns: a, rule: reference, input: 'file:///d/a.csv'}]", "spec.rules[0].column", "is missing")]
    [TestCase("rules: [{columns: a, rule: freshness, maxAge: often}]", "spec.rules[0].maxAge", "a duration")]
    [TestCase("rules: [{columns: a, rule: unique, threshold: 99}]", "spec.rules[0].threshold", "from 0 to 1")]
    [TestCase("rules: [{columns: a, rule: unique, dimension: beauty}]", "spec.rules[0].dimension", "one of validity")]
    public void A_mistake_is_named_with_its_place(string spec, string path, string message)
    {
        var read = Read($"spec: {{{spec}}}");

        Assert.That(read.Document, Is.Null);
        Assert.That(read.Problems.Select(problem => problem.Path), Does.Contain(path));
        Assert.That(read.Problems.First(problem => problem.Path == path).Message, Does.Contain(message));
    }

    [Test]
    public void An_input_has_to_be_there()
    {
        var read = JobDocumentReader.Read("kind: profile\noutput: file:///out/\n", DocumentUse.Worker);

        Assert.That(read.Problems.Single().Path, Is.EqualTo("input"));
    }

    private static ReadDocument Read(string more) =>
        JobDocumentReader.Read($"kind: profile\ninput: file:///data/a.csv\noutput: file:///out/\n{more}\n", DocumentUse.Worker);
}
