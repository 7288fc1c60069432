using System.Text;
using System.Text.Unicode;
using NormalisationOptions = Freehold.JobContract.Transform.Normalisation;

namespace Freehold.Worker.Normalisation;

/// <summary>
/// Makes spellings of one value agree before a token is made of it: trim, then normal form C, then lower case. For one thread at
/// a time: it reuses its buffer. Plain ASCII that is in order costs a look and no copy.
/// </summary>
internal sealed class ValueNormaliser(NormalisationOptions options)
{
    private byte[] _buffer = new byte[256];

    /// <summary>The normalised value; valid until the next call, or as long as <paramref name="value"/>.</summary>
    public ReadOnlySpan<byte> Normalise(ReadOnlySpan<byte> value)
    {
        if (options is NormalisationOptions.None)
            return value;

        if (!Ascii.IsValid(value))
            return NormaliseText(Encoding.UTF8.GetString(value));

        if (options.HasFlag(NormalisationOptions.Trim))
            value = value[Ascii.Trim(value)];
        return options.HasFlag(NormalisationOptions.FoldCase) && value.ContainsAnyInRange((byte)'A', (byte)'Z')
            ? Lower(value)
            : value;
    }

    private ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        Ascii.ToLower(value, _buffer, out var length);
        return _buffer.AsSpan(0, length);
    }

    private ReadOnlySpan<byte> NormaliseText(string text)
    {
        if (options.HasFlag(NormalisationOptions.Trim))
            text = text.Trim();
        if (options.HasFlag(NormalisationOptions.Nfc))
            text = NormalFormC.Of(text);
        if (options.HasFlag(NormalisationOptions.FoldCase))
            text = text.ToLowerInvariant();

        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        Utf8.FromUtf16(text, _buffer, out _, out var length);
        return _buffer.AsSpan(0, length);
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length < bytes)
            _buffer = new byte[bytes * 2];
    }
}
