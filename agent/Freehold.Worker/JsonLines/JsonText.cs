using System.Buffers;
using System.Text;

namespace Freehold.Worker.JsonLines;

/// <summary>Writes strings of JSON: escapes what has to be, and nothing else.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <summary>Writes a text in UTF-8 as a string, with its quotes.</summary>
    public static void WriteString(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> text)
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
