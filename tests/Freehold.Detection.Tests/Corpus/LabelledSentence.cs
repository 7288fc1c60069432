using System.Text;
using System.Text.Json;

namespace Freehold.Detection.Tests.Corpus;

/// <summary>A sentence of the corpus with what people have marked in it, in bytes of its UTF-8.</summary>
internal sealed record LabelledSentence(byte[] Text, int Characters, IReadOnlyList<LabelledSpan> Spans)
{
    /// <summary>The sentences of tests/Freehold.TestData/presidio-pii, copied beside the program.</summary>
    public static IReadOnlyList<LabelledSentence> ReadAll() =>
        [.. File.ReadLines(Path.Join(AppContext.BaseDirectory, "presidio-pii", "sentences.jsonl")).Select(Parse)];

    private static LabelledSentence Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var text = document.RootElement.GetProperty("text").GetString()!;

        // The labels count Unicode scalar values, as Python does.
        var offsets = new List<int> { 0 };
        foreach (var rune in text.EnumerateRunes())
            offsets.Add(offsets[^1] + rune.Utf8SequenceLength);

        return new(Encoding.UTF8.GetBytes(text), offsets.Count - 1, [.. document.RootElement.GetProperty("spans").EnumerateArray()
            .Select(span => new LabelledSpan(
                span.GetProperty("entity").GetString()!, offsets[span.GetProperty("start").GetInt32()], offsets[span.GetProperty("end").GetInt32()]))]);
    }
}

/// <summary>A marked place.</summary>
/// <param name="Label">The corpus' own word for what it is.</param>
internal sealed record LabelledSpan(string Label, int Start, int End);
