using System.Text;

namespace Freehold.Detection.Columns;

/// <summary>What a short value is made of.</summary>
/// <param name="Characters">Its characters (Unicode scalar values).</param>
/// <param name="Words">Its words, at blanks.</param>
/// <param name="Digits">Its digits.</param>
/// <param name="HasLetters">Whether there is a letter in it.</param>
/// <param name="HasOther">Whether there is anything but letters, digits, blanks and <c>-'.()+/,</c> in it.</param>
/// <param name="BeginsWithName">Whether it begins with a capital, or with a letter of a script without case.</param>
/// <param name="HasPunctuation">Whether one of <c>.()+/,</c> is in it.</param>
internal readonly record struct ValueShape(
    int Characters, int Words, int Digits, bool HasLetters, bool HasOther, bool BeginsWithName, bool HasPunctuation)
{
    public bool HasDigits => Digits > 0;

    /// <summary>Words as names are: letters, beginning with a capital, no digits.</summary>
    public bool IsWords => HasLetters && !HasDigits && !HasOther && BeginsWithName;

    /// <summary>Letters, digits, blanks and hyphens.</summary>
    public bool IsCode => !HasOther && !HasPunctuation && Words <= 2;

    public static ValueShape Of(ReadOnlySpan<byte> value)
    {
        var (characters, words, digits, letters, other, name, punctuation, blank) = (0, 0, 0, false, false, false, false, true);
        foreach (var rune in Runes(value))
        {
            if (characters++ == 0)
                name = Rune.IsLetter(rune) && !Rune.IsLower(rune);
            if (rune.Value == ' ')
            {
                blank = true;
                continue;
            }

            words += blank ? 1 : 0;
            blank = false;
            if (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark)
                letters = true;
            else if (Rune.IsDigit(rune))
                digits++;
            else if (rune.IsAscii && ".()+/,".Contains((char)rune.Value, StringComparison.Ordinal))
                punctuation = true;
            else if (rune.Value is not ('-' or '\'' or '’' or '‘'))
                other = true;
        }

        return new(characters, words, digits, letters, other, name, punctuation);
    }

    private static RuneEnumerator Runes(ReadOnlySpan<byte> value) => new(value);

    /// <summary>Steps through UTF-8 without a copy.</summary>
    private ref struct RuneEnumerator(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public Rune Current { get; private set; }

        public readonly RuneEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            Rune.DecodeFromUtf8(_rest, out var rune, out var bytes);
            Current = rune;
            _rest = _rest[bytes..];
            return true;
        }
    }
}
