using System.Buffers.Binary;
using System.Buffers.Text;

namespace Freehold.ControlPlane.RestApi;

/// <summary>
/// Cursors hold the last key that was shown: what is inserted meanwhile neither shifts nor repeats a page. They are opaque
/// to callers, so that we may change them; they hold nothing that the caller has not seen.
/// </summary>
internal static class Cursor
{
    public static string Of(Guid last) => Base64Url.EncodeToString(last.ToByteArray(bigEndian: true));

    /// <returns>False when the text is no cursor of this kind.</returns>
    public static bool TryRead(string text, out Guid last)
    {
        Span<byte> bytes = stackalloc byte[16];
        var whole = TryDecode(text, bytes);
        last = whole ? new(bytes, bigEndian: true) : default;
        return whole;
    }

    public static string Of(int attempt, long sequence)
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteInt32BigEndian(bytes, attempt);
        BinaryPrimitives.WriteInt64BigEndian(bytes[4..], sequence);
        return Base64Url.EncodeToString(bytes);
    }

    /// <inheritdoc cref="TryRead(string, out Guid)"/>
    public static bool TryRead(string text, out (int Attempt, long Sequence) last)
    {
        Span<byte> bytes = stackalloc byte[12];
        var whole = TryDecode(text, bytes);
        last = whole ? (BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[4..])) : default;
        return whole;
    }

    public static string Of(int index)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, index);
        return Base64Url.EncodeToString(bytes);
    }

    /// <inheritdoc cref="TryRead(string, out Guid)"/>
    public static bool TryRead(string text, out int index)
    {
        Span<byte> bytes = stackalloc byte[4];
        var whole = TryDecode(text, bytes);
        index = whole ? BinaryPrimitives.ReadInt32BigEndian(bytes) : default;
        return whole;
    }

    private static bool TryDecode(string text, Span<byte> bytes) =>
        text.Length == Base64Url.GetEncodedLength(bytes.Length)
        && Base64Url.IsValid(text)
        && Base64Url.TryDecodeFromChars(text, bytes, out var written)
        && written == bytes.Length;
}
