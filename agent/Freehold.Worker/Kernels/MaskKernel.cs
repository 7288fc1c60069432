using System.Buffers;
using System.Globalization;
using System.Text;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Kernels;

/// <summary>
/// The mask character in place of every character but the first and last ones that are kept. With separators kept, only letters,
/// digits and the marks on them count as characters: <c>4111-1111-1111-1234</c> keeps four as <c>****-****-****-1234</c>.
/// </summary>
internal sealed class MaskKernel(MaskAction action) : ValueKernel
{
    private byte[] _result = new byte[256];

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        if (_result.Length < value.Length)
            _result = new byte[value.Length * 2];

        // 1. Which characters stay: those before `from` and from `to` on, counted among the ones that can be masked.
        var count = CountMaskable(value);
        var keepsNone = count <= action.KeepFirst + action.KeepLast;
        var from = keepsNone ? 0 : action.KeepFirst;
        var to = keepsNone ? count : count - action.KeepLast;

        // 2. Copy or mask, character by character: a masked one becomes one byte.
        var length = 0;
        var index = 0;
        while (!value.IsEmpty)
        {
            var bytes = Next(value, out var maskable);
            if (maskable && index >= from && index < to)
            {
                _result[length++] = (byte)action.With;
            }
            else
            {
                value[..bytes].CopyTo(_result.AsSpan(length));
                length += bytes;
            }

            index += maskable ? 1 : 0;
            value = value[bytes..];
        }

        result = _result.AsSpan(0, length);
        return true;
    }

    private int CountMaskable(ReadOnlySpan<byte> value)
    {
        var count = 0;
        while (!value.IsEmpty)
        {
            value = value[Next(value, out var maskable)..];
            count += maskable ? 1 : 0;
        }

        return count;
    }

    private int Next(ReadOnlySpan<byte> value, out bool maskable)
    {
        if (value[0] < 0x80)
        {
            maskable = !action.KeepSeparators || char.IsAsciiLetterOrDigit((char)value[0]);
            return 1;
        }

        // Bytes that are no UTF-8 cannot come from the engine; should they, they are masked.
        var decoded = Rune.DecodeFromUtf8(value, out var rune, out var bytes) is OperationStatus.Done;
        maskable = !action.KeepSeparators || !decoded || Rune.IsLetterOrDigit(rune) || IsMark(rune);
        return bytes;
    }

    // An accent of its own tells the letter that it stood on.
    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherSymbol;
}
