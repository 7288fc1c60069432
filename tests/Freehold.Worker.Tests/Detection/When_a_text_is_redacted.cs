using Freehold.JobContract.Detection;
using Freehold.JobContract.Transform;
using Freehold.Worker.Tests.Kernels;

namespace Freehold.Worker.Tests.Detection;

public sealed class When_a_text_is_redacted
{
    private const string Note = "Zoë, call Anna Schmidt on +49 30 1234567 or mail anna@example.org — card 4111-1111-1111-1111.";

    [Test]
    public void Tags_come_in_the_place_of_findings_and_the_rest_stays()
    {
        Assert.That(Kernel.Apply(Text(TextReplacement.Tag), Note),
            Is.EqualTo("<first_name>, call <person> on <phone_number> or mail <email> — card <credit_card>."));
    }

    [Test]
    public void Only_what_is_asked_for_is_looked_for()
    {
        Assert.That(Kernel.Apply(Text(TextReplacement.Tag, "email"), Note), Is.EqualTo(Note.Replace("anna@example.org", "<email>", StringComparison.Ordinal)));
    }

    [Test]
    public void A_mask_keeps_the_signs_between()
    {
        Assert.That(Kernel.Apply(Text(TextReplacement.Mask, "credit_card", "email"), Note),
            Is.EqualTo(Note.Replace("anna@example.org", "****@*******.***", StringComparison.Ordinal)
                .Replace("4111-1111-1111-1111", "****-****-****-****", StringComparison.Ordinal)));
    }

    [Test]
    public void A_fake_is_the_one_that_the_value_has_as_a_column()
    {
        var fake = Kernel.Apply(new FakeAction(FakeEntity.Email, "default"), "anna@example.org")!;

        Assert.That(Kernel.Apply(Text(TextReplacement.Fake, "email"), Note), Is.EqualTo(Note.Replace("anna@example.org", fake, StringComparison.Ordinal)));
    }

    [Test]
    public void What_has_no_fake_gets_its_tag()
    {
        Assert.That(Kernel.Apply(Text(TextReplacement.Fake, "uk_nino"), "nino AB123456C"), Is.EqualTo("nino <uk_nino>"));
    }

    [Test]
    public void A_hash_is_that_of_the_value()
    {
        var hash = Kernel.Apply(new HashAction(Salt: null), "anna@example.org")!;

        Assert.That(Kernel.Apply(Text(TextReplacement.Hash, "email"), Note), Is.EqualTo(Note.Replace("anna@example.org", hash, StringComparison.Ordinal)));
    }

    [Test]
    public void A_text_without_findings_stays_byte_for_byte()
    {
        const string Text = "Nothing\tto see — 12 monkeys, 名前, \"quoted\" ";

        Assert.That(Kernel.Apply(When_a_text_is_redacted.Text(TextReplacement.Tag), Text), Is.EqualTo(Text));
    }

    [Test]
    public void One_kernel_serves_one_text_after_another()
    {
        using var kernel = new Freehold.Worker.Kernels.KernelMaker(key: null, _ => throw new InvalidOperationException())
            .For(Text(TextReplacement.Tag, "email"), "note")();

        kernel.TryApply("anna@example.org, bo@example.org"u8, default, out var first);
        Assert.That(System.Text.Encoding.UTF8.GetString(first), Is.EqualTo("<email>, <email>"));
        kernel.TryApply("a cleo@example.org"u8, default, out var second);
        Assert.That(System.Text.Encoding.UTF8.GetString(second), Is.EqualTo("a <email>"));
    }

    [Test]
    public async Task A_column_of_every_format_is_redacted()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", "id,note\n1,\"mail anna@example.org, soon\"\n2,\n3,nothing\n");
        bench.Put("in/b.jsonl", "{\"id\": 1, \"note\": \"mail anna@example.org, \\\"soon\\\"\"}\n");
        ParquetFiles.Write(bench.PathOf("in/c.parquet"), "select 1 as id, 'mail anna@example.org, soon' as note");

        var run = await bench.RunAsync("[{columns: note, action: redact_text, find: [email]}]");
        run.AssertCommitted();

        var output = bench.OutputPath("c.parquet");
        Assert.Multiple(() =>
        {
            Assert.That(bench.Output("a.csv"), Is.EqualTo("id,note\n1,\"mail <email>, soon\"\n2,\n3,nothing\n"));
            Assert.That(bench.Output("b.jsonl"), Does.Contain("\"mail <email>, \\u0022soon\\u0022\"").Or.Contain("\"mail <email>, \\\"soon\\\"\""));
            Assert.That(ParquetFiles.Query($"select note from '{output}'", output).Text(0, 0), Is.EqualTo("mail <email>, soon"));
            Assert.That(bench.Everything(run), Does.Not.Contain("anna@example.org"));
        });
    }

    private static RedactTextAction Text(TextReplacement by, params string[] find) =>
        new(find.Length == 0 ? PersonalDataWords.All : find, by, "default", Salt: null, MinimumScore: 0.4);
}
