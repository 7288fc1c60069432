using System.Text;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Plain;

/// <summary>Copies text of another encoding as UTF-8.</summary>
internal static class CsvDecoding
{
    private const int Bytes = 64 * 1024;

    /// <summary>Copies to the end.</summary>
    /// <exception cref="WrongEncodingException">Bytes that the encoding does not have.</exception>
    public static void Copy(Stream from, Stream to, CsvEncoding encoding, CancellationToken cancellationToken)
    {
        var bytes = new byte[Bytes];
        var read = from.ReadAtLeast(bytes, 2, throwOnEndOfStream: false);
        var decoder = DecoderOf(encoding, bytes.AsSpan(0, read), out var mark);
        var chars = new char[Bytes + 2];
        var utf8 = new byte[Encoding.UTF8.GetMaxByteCount(chars.Length)];
        var lines = 1L;

        for (var start = mark; ; start = 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ended = read == 0;
            try
            {
                var count = decoder.GetChars(bytes.AsSpan(start, read - start), chars, flush: ended);
                lines += chars.AsSpan(0, count).Count('\n');
                to.Write(utf8, 0, Encoding.UTF8.GetBytes(chars.AsSpan(0, count), utf8));
            }
            catch (DecoderFallbackException)
            {
                throw new WrongEncodingException(LineOf(decoder, bytes.AsSpan(start, read - start), lines));
            }

            if (ended)
                return;
            read = from.Read(bytes);
        }
    }

    private static Decoder DecoderOf(CsvEncoding encoding, ReadOnlySpan<byte> start, out int mark)
    {
        var isBigEndian = start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        mark = encoding is CsvEncoding.Utf16 && (isBigEndian || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) ? 2 : 0;
        Encoding found = encoding switch
        {
            CsvEncoding.Utf16 => new UnicodeEncoding(isBigEndian, byteOrderMark: false, throwOnInvalidBytes: true),
            CsvEncoding.Latin1 => Encoding.Latin1,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
        };
        return found.GetDecoder();
    }

    // Again in single bytes, up to the one that does not fit.
    private static long LineOf(Decoder decoder, ReadOnlySpan<byte> bytes, long lines)
    {
        decoder.Reset();
        Span<char> chars = stackalloc char[4];
        try
        {
            foreach (var one in bytes)
                lines += chars[..decoder.GetChars([one], chars, flush: false)].Count('\n');
        }
        catch (DecoderFallbackException)
        {
            // here it is
        }

        return lines;
    }
}
