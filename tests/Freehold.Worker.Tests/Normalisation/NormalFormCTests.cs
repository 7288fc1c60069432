using Freehold.DuckDb;
using Freehold.Worker.Normalisation;

namespace Freehold.Worker.Tests.Normalisation;

public sealed class NormalFormCTests
{
    [TestCase("e\u0301", "é")]
    [TestCase("\u212B", "Å")]
    [TestCase("A\u030A", "Å")]
    [TestCase("\u1100\u1161\u11A8", "각")]
    [TestCase("q\u0307\u0323", "q\u0323\u0307")]
    [TestCase("\u0958", "\u0915\u093C")]
    [TestCase("a\u0315\u0300\u05AE\u0062", "\u00E0\u05AE\u0315b")]
    [TestCase("\uAC00\u11A7", "\uAC00\u11A7")]
    [TestCase("plain", "plain")]
    public void Known_forms(string text, string normal) => Assert.That(NormalFormC.Of(text), Is.EqualTo(normal));

    /// <summary>Against an implementation that is not ours: the engine's, for every character alone and after another.</summary>
    [TestCase("")]
    [TestCase("a")]
    [TestCase("e\u0323")]
    [TestCase("\u1100")]
    [TestCase("\uAC00")]
    public async Task Every_character_has_the_engines_form(string before)
    {
        using var database = DuckDbDatabase.Open(new EngineSettings
        {
            Threads = 1,
            MemoryBytes = 256L * 1024 * 1024,
            TemporaryFolder = Path.GetTempPath(),
            TemporaryBytes = 0,
            Files = [],
        });
        var forms = await database.Connection.QueryAsync(
            $"select i, nfc_normalize({SqlText.Literal(before)} || chr(i::int)) from range(1, 200000) t(i) where i not between 55296 and 57343",
            TimeSpan.FromSeconds(10), CancellationToken.None);

        var different = new List<string>();
        for (var row = 0; row < forms.RowCount; row++)
        {
            var point = (int)forms.Number(row, 0)!;

            // U+11A7 is where Hangul tails are counted from and none itself; the engine swallows it after a syllable. Unicode
            // and ICU do not.
            if (point == 0x11A7)
                continue;

            if (NormalFormC.Of(before + char.ConvertFromUtf32(point)) != forms.Text(row, 1))
                different.Add($"U+{point:X4}");
        }

        Assert.That(different, Is.Empty);
    }
}
