using Freehold.JobContract.Documents;
using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Tests.Transform;

public sealed class ValueActionReaderTests
{
    [Test]
    public void Every_key_of_an_encryption_is_read()
    {
        var action = (EncryptAction)Read("action: decrypt, mode: fpe, alphabet: abc, tweakColumn: id, bits: 128, key: {secret: fpe/key}, domain: d, onInvalid: empty");

        Assert.That(action, Is.EqualTo(new EncryptAction(EncryptionMode.Fpe, Decrypts: true)
        {
            Alphabet = "abc",
            TweakColumn = "id",
            KeyBits = 128,
            Key = SecretName.TryParse("fpe/key", out var key) ? key : null,
            Domain = "d",
            OnInvalid = InvalidValues.Empty,
        }));
    }

    [Test]
    public void A_rule_for_types_alone_is_for_all_columns()
    {
        var rule = Document("types: [number, date], action: redact").Transform!.Rules.Single();
        Assert.That((rule.Columns.Single(), rule.Types), Is.EqualTo(("*", (IReadOnlyList<ColumnKind>)[ColumnKind.Number, ColumnKind.Date])));
    }

    [Test]
    public void Numbers_lists_and_maps_are_read()
    {
        var bucket = (BucketAction)Read("action: bucket, edges: [-1.5, 0, 18], label: lower");
        Assert.That((bucket.Edges, bucket.Label), Is.EqualTo(((IReadOnlyList<decimal>)[-1.5m, 0, 18], BucketLabel.Lower)));

        var replace = (ReplaceAction)Read("action: replace, map: {m: male, 'f': ''}, otherwise: x");
        Assert.That((replace.Map["m"], replace.Map["f"], replace.Otherwise), Is.EqualTo(("male", "", "x")));

        var noise = (NoiseAction)Read("action: noise, distribution: laplace, scale: 0.5, by: row, min: 0, max: 10");
        Assert.That(noise, Is.EqualTo(new NoiseAction(NoiseDistribution.Laplace, 0.5m, NoiseSource.Row, 0, 10, "default", InvalidValues.Fail)));
    }

    [TestCase("action: encrypt", "mode")]
    [TestCase("action: encrypt, mode: ff3", "mode")]
    [TestCase("action: encrypt, mode: fpe, bits: 200", "bits")]
    [TestCase("action: encrypt, mode: fpe, alphabet: aa", "alphabet")]
    [TestCase("action: encrypt, mode: fpe, alphabet: x", "alphabet")]
    [TestCase("action: encrypt, mode: fpe, alphabet: lower, entity: credit_card", "entity")]
    [TestCase("action: encrypt, mode: fpe, tweak: a, tweakColumn: b", "tweakColumn")]
    [TestCase("action: encrypt, mode: siv, tweakColumn: b", "tweakColumn")]
    [TestCase("action: encrypt, mode: siv, key: 0011", "key")]
    [TestCase("action: replace", "with")]
    [TestCase("action: replace, with: a, map: {b: c}", "with")]
    [TestCase("action: replace, with: a, otherwise: b", "otherwise")]
    [TestCase("action: truncate", "length")]
    [TestCase("action: truncate, length: 3, to: year", "length")]
    [TestCase("action: truncate, multiple: 0", "multiple")]
    [TestCase("action: bucket, width: -1", "width")]
    [TestCase("action: bucket, edges: [3, 2]", "edges")]
    [TestCase("action: bucket, width: 1, period: week", "width")]
    [TestCase("action: noise", "scale")]
    [TestCase("action: noise, scale: 1, min: 2, max: 1", "max")]
    [TestCase("action: fake, entity: city, unique: true", "unique")]
    [TestCase("action: redact, types: [numbers]", "types")]
    public void What_is_wrong_is_named_by_its_key(string rule, string key)
    {
        var read = JobDocumentReader.Read(Text(rule), DocumentUse.Submission);
        Assert.That(read.Problems.Select(problem => problem.Path), Is.EqualTo(new[] { $"spec.rules[0].{key}" }));
    }

    private static TransformAction Read(string rule) => Document("columns: a, " + rule).Transform!.Rules.Single().Action;

    private static JobDocument Document(string rule)
    {
        var read = JobDocumentReader.Read(Text(rule), DocumentUse.Submission);
        return read.Document ?? throw new AssertionException(string.Join('\n', read.Problems));
    }

    private static string Text(string rule) => $$"""
        kind: transform
        agent: a
        input: file:///in/*.csv
        output: file:///out/
        spec:
          key: {secret: test/key}
          rules:
            - { {{(rule.StartsWith("action", StringComparison.Ordinal) ? "columns: a, " : "")}}{{rule}} }
        """;
}
