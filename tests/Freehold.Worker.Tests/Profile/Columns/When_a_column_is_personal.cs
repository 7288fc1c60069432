using System.Text;
using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Tests.Profile.Columns;

public sealed class When_a_column_is_personal
{
    private static readonly ColumnKind Personal = new("email", 1, IsPersonal: true, 10);

    [TestCase(10)]
    [TestCase(500)]
    public void Nothing_that_was_a_value_is_written_with_it(int different)
    {
        var facts = Facts(different);
        facts.Classify(Personal);

        var written = Written(facts);
        Assert.That(Encoding.Latin1.GetString(written), Does.Not.Contain("canary").And.Not.Contain("1234567"));
        Assert.That(written.AsSpan().IndexOf(BitConverter.GetBytes(1_234_567.0)), Is.Negative, "neither an extreme nor a quantile");
        Assert.That(Encoding.Latin1.GetString(Written(Facts(different))), Does.Contain("canary").Or.Contain("1234567"), "it would be");
        Assert.That(Written(Facts(different)).AsSpan().IndexOf(BitConverter.GetBytes(1_234_567.0)), Is.Positive);
    }

    [Test]
    public void It_stays_so_when_it_is_merged_into_one_that_is_not()
    {
        var (facts, other) = (Facts(20), Facts(30));
        other.Classify(Personal);

        facts.Merge(other);

        Assert.That(facts.Kind.IsPersonal, Is.True);
        Assert.That(Encoding.Latin1.GetString(Written(facts)), Does.Not.Contain("canary"));
    }

    private static ColumnFacts Facts(int different)
    {
        var batch = new RowBatch(1);
        for (var row = 0; row < 2 * different; row++)
        {
            batch.Set(0, Encoding.UTF8.GetBytes($"canary{row % different}"));
            batch.EndRow();
        }

        batch.Set(0, "1234567"u8);
        batch.EndRow();
        var facts = new ColumnFacts("c", capacity: 100, sampleCapacity: 100);
        facts.Add(batch, 0, default);
        return facts;
    }

    private static byte[] Written(ColumnFacts facts)
    {
        using var stream = new MemoryStream();
        facts.Write(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
