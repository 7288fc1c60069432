using System.Buffers;
using System.Text;

namespace Freehold.Worker.JsonLines;

/// <summary>Writes JSON strings.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <summary>A string in quotes; only what JSON must escape is escaped.</summary>
    public static void WriteString(IBufferWriter<byte> to, ReadOnlySpan<byte> text)
    {
        to.Write("\""u8);
        for (var at = text.IndexOfAny(Escaped); at >= 0; at = text.IndexOfAny(Escaped))
        {
            to.Write(text[..at]);
            var character = text[at];
            if (character is (byte)'"' or (byte)'\\')
                to.Write([(byte)'\\', character]);
            else
                to.Write(Encoding.ASCII.GetBytes($"\\u{character:x4}"));
            text = text[(at + 1)..];
        }

        to.Write(text);
        to.Write("\""u8);
    }
}
