using Freehold.JobContract.Detection;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Tests.Detection;

public sealed class When_a_spec_speaks_of_entities
{
    [Test]
    public void A_rule_by_entity_is_for_all_columns_unless_it_names_some()
    {
        var rules = Read("[{entities: [email, phone_number], action: mask}, {columns: 'b*', entities: us_ssn, action: redact}]").Transform!.Rules;

        Assert.That(rules.Select(rule => (string.Join(',', rule.Columns), string.Join(',', rule.Entities))),
            Is.EqualTo(new[] { ("*", "email,phone_number"), ("b*", "us_ssn") }));
    }

    [Test]
    public void Every_word_is_known_and_comes_back()
    {
        Assert.That(PersonalDataWords.All, Has.Count.EqualTo(Enum.GetValues<PersonalDataEntity>().Length));
        foreach (var entity in Enum.GetValues<PersonalDataEntity>())
        {
            Assert.That(PersonalDataWords.TryParse(entity.Word(), out var parsed));
            Assert.That(parsed, Is.EqualTo(entity));
        }

        Assert.That(PersonalDataWords.TryParse("Email", out _), Is.False);
        Assert.That(PersonalDataEntity.DeTaxId.Word(), Is.EqualTo("de_tax_id"));
    }

    [TestCase("{entities: [emial], action: mask}", "entities", "did you mean email?")]
    [TestCase("{entities: [email, phone], action: mask}", "entities", "knows email, phone_number")]
    [TestCase("{columns: note, action: redact_text, find: [us_sn]}", "find", "did you mean us_ssn?")]
    [TestCase("{columns: note, action: redact_text, by: masks}", "by", "did you mean mask?")]
    [TestCase("{columns: note, action: redact_text, minScore: 2}", "minScore", "from 0.01 to 1")]
    [TestCase("{columns: note, action: redact_text, finds: [email]}", "finds", "did you mean find?")]
    public void An_unknown_word_is_refused(string rule, string key, string says)
    {
        var problems = ReadAll($"[{rule}]").Problems;

        Assert.That(problems.Single().Path, Is.EqualTo($"spec.rules[0].{key}"));
        Assert.That(problems.Single().Message, Does.Contain(says));
    }

    [Test]
    public void Fakes_and_hashes_in_a_text_need_a_key_and_tags_do_not()
    {
        Assert.That(ReadAll("[{columns: a, action: redact_text, by: fake}]", key: "").Problems.Single().Path, Is.EqualTo("spec.key"));
        Assert.That(ReadAll("[{columns: a, action: redact_text, by: hash}]", key: "").Problems.Single().Path, Is.EqualTo("spec.key"));
        Assert.That(ReadAll("[{columns: a, action: redact_text, by: hash, salt: {secret: a/b}}]", key: "").Problems, Is.Empty);
        Assert.That(ReadAll("[{columns: a, action: redact_text}]", key: "").Problems, Is.Empty);
    }

    [Test]
    public void What_is_not_said_of_a_text_is_all_entities_by_tag()
    {
        var action = (RedactTextAction)Read("[{columns: note, action: redact_text}]").Transform!.Rules[0].Action;

        Assert.That(action.Find, Is.EqualTo(PersonalDataWords.All));
        Assert.That((action.By, action.Domain, action.MinimumScore), Is.EqualTo((TextReplacement.Tag, "default", 0.4)));
    }

    [Test]
    public void Samples_and_threshold_have_bounds()
    {
        Assert.That(Read("[{entities: email, action: mask}]").Transform!.Classify, Is.EqualTo(new ClassifyOptions(10_000, 0.6)));
        Assert.That(Read("[{entities: email, action: mask}]", "classify: {samples: 50, threshold: 0.9}").Transform!.Classify, Is.EqualTo(new ClassifyOptions(50, 0.9)));
        Assert.That(ReadAll("[{entities: email, action: mask}]", "classify: {samples: 5, threshold: 0.1, share: 1}").Problems.Select(problem => problem.Path),
            Is.EquivalentTo(new[] { "spec.classify.samples", "spec.classify.threshold", "spec.classify.share" }));
    }

    private static JobDocument Read(string rules, string more = "") => ReadAll(rules, more) switch
    {
        { Document: { } document } => document,
        var read => throw new AssertionException(string.Join("; ", read.Problems)),
    };

    private static ReadDocument ReadAll(string rules, string more = "", string key = "key: {secret: transform/key}") => JobDocumentReader.Read(
        $"""
        kind: transform
        agent: a
        input: file:///data/*.csv
        output: file:///data/out/
        spec:
          {key}
          {more}
          rules: {rules}
        """,
        DocumentUse.Submission);
}
