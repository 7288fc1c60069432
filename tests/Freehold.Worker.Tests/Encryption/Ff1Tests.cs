using System.Text.Json;
using Freehold.Worker.Encryption;
using FsCheck;
using FsCheck.Fluent;

namespace Freehold.Worker.Tests.Encryption;

public sealed class Ff1Tests
{
    private const string Characters = "0123456789abcdefghijklmnopqrstuvwxyz";

    private static IEnumerable<TestCaseData> Samples
    {
        get
        {
            using var file = JsonDocument.Parse(File.ReadAllText(DataSets.DataSet.PathOf("fpe-vectors", "ff1.json")));
            foreach (var (sample, index) in file.RootElement.GetProperty("ff1_nist_samples").EnumerateArray().Select((sample, index) => (sample, index)))
            {
                string Text(string name) => sample.GetProperty(name).GetString()!;
                yield return new TestCaseData(sample.GetProperty("radix").GetInt32(), Text("key"), Text("tweak"), Text("plaintext"), Text("ciphertext"))
                    .SetArgDisplayNames($"sample {index + 1}");
            }
        }
    }

    [TestCaseSource(nameof(Samples))]
    public void The_samples_of_NIST(int radix, string key, string tweak, string plain, string cipher)
    {
        using var ff1 = new Ff1(Convert.FromHexString(key), radix);
        var text = Numerals(plain);

        ff1.Encrypt(text, Convert.FromHexString(tweak));
        Assert.That(Text(text), Is.EqualTo(cipher));

        ff1.Decrypt(text, Convert.FromHexString(tweak));
        Assert.That(Text(text), Is.EqualTo(plain));
    }

    [Test]
    public void All_nine_samples_are_there() => Assert.That(Samples.Count(), Is.EqualTo(9));

    /// <summary>
    /// Computed with a second, plain implementation of algorithm 7 in Python (whole integers, no caching): halves of 64 bits, of
    /// 128, and beyond; tweaks that end before, at and behind a block.
    /// </summary>
    [TestCaseSource(typeof(Ff1Answers), nameof(Ff1Answers.All))]
    public void Every_width_of_number_and_tweak(int radix, int length, int tweakLength, int[] expected)
    {
        using var ff1 = new Ff1([.. Enumerable.Range(0, 32).Select(index => (byte)index)], radix);
        var text = Enumerable.Range(0, length).Select(index => (ushort)(index * 7 % radix)).ToArray();

        ff1.Encrypt(text, [.. Enumerable.Range(0, tweakLength).Select(index => (byte)(index + 1))]);

        Assert.That(text.Select(numeral => (int)numeral), Is.EqualTo(expected));
    }

    [Test]
    public void Decrypting_gives_back_what_was_encrypted()
    {
        using var ff1 = new Ff1(new byte[16], 10);
        var texts = Gen.Choose(0, 9).Select(digit => (ushort)digit).NonEmptyListOf().Where(digits => digits.Count >= 6).ToArbitrary();

        Prop.ForAll(texts, ArbMap.Default.ArbFor<byte[]>(), (digits, tweak) =>
        {
            var text = digits.ToArray();
            ff1.Encrypt(text, tweak);
            ff1.Decrypt(text, tweak);
            return text.SequenceEqual(digits);
        }).QuickCheckThrowOnFailure();
    }

    [TestCase(10, 6)]
    [TestCase(2, 20)]
    [TestCase(36, 4)]
    [TestCase(256, 3)]
    [TestCase(1000, 2)]
    [TestCase(999, 3)]
    public void The_shortest_text_has_a_million_others(int radix, int shortest)
    {
        using var ff1 = new Ff1(new byte[16], radix);

        Assert.That(ff1.Shortest, Is.EqualTo(shortest));
        Assert.That(() => ff1.Encrypt(new ushort[shortest - 1], default), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static ushort[] Numerals(string text) => [.. text.Select(character => (ushort)Characters.IndexOf(character))];

    private static string Text(ushort[] numerals) => string.Concat(numerals.Select(numeral => Characters[numeral]));
}
