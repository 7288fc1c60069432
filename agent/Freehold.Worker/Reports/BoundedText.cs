using System.Text;

namespace Freehold.Worker.Reports;

/// <summary>Cuts names to the bounds of the protocol, which are bytes.</summary>
internal static class BoundedText
{
    /// <summary>The longest beginning of at most so many UTF-8 bytes that ends between characters.</summary>
    public static string Cut(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
            return text;

        var kept = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > most)
                break;
            kept.Append(rune.ToString());
        }

        return kept.ToString();
    }
}
