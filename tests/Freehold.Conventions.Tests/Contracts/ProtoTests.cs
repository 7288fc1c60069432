namespace Freehold.Conventions.Tests.Contracts;

public sealed class ProtoTests
{
    [Test]
    public void Every_field_is_described_and_every_text_bounded()
    {
        List<ProtoField> fields = [.. SourceTree.With(".proto").Where(file => file.Path.StartsWith("protos/", StringComparison.Ordinal)).SelectMany(ProtoField.In)];

        Assert.That(fields, Has.Count.GreaterThan(50), "the files were not read as they are written");
        Assert.That(ProtoRules.Violations(fields), Is.Empty);
    }

    [TestCase("uint64 rows = 1;", "a.proto: Thing.rows has no comment")]
    [TestCase("// Who.\nstring name = 1;", "a.proto: Thing.name does not say how long it can be")]
    [TestCase("repeated string names = 1; // Who.", "a.proto: Thing.names does not say how long it can be")]
    [TestCase("oneof kind {\n// How long.\nOther other = 1;\ngoogle.protobuf.Duration time = 2;\n}", "a.proto: Thing.time has no comment")]
    public void A_field_without_its_words_is_found(string field, string complaint)
    {
        Assert.That(ProtoRules.Violations(ProtoField.In(Thing(field))), Is.EqualTo([complaint]));
    }

    [Test]
    public void A_comment_belongs_to_one_field_only()
    {
        Assert.That(
            ProtoRules.Violations(ProtoField.In(Thing("// Rows.\nuint64 rows = 1;\nuint64 bytes = 2;"))),
            Is.EqualTo(["a.proto: Thing.bytes has no comment"]));
    }

    private static SourceFile Thing(string fields) => new("a.proto", $"// A thing.\nmessage Thing {{\n{fields}\n}}\nenum Kind {{\n  NONE = 0;\n}}\n");
}
