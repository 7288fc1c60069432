using System.Text;

namespace Freehold.Detection.Words;

/// <summary>
/// Words and what each stands for, looked up by UTF-8 bytes without a copy. Compared without regard to
/// case.
/// </summary>
internal sealed class WordTable
{
    /// <summary>Longest word that is kept, in bytes.</summary>
    public const int LongestWord = 40;

    private readonly byte[][] _words;
    private readonly ulong[] _meanings;
    private readonly int _mask;

    /// <param name="words">Words in any case; the meanings of a word that comes twice are joined.</param>
    public WordTable(IEnumerable<(string Word, ulong Meaning)> words)
    {
        var joined = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var (word, meaning) in words)
        {
            var lower = word.ToLowerInvariant();
            joined[lower] = joined.GetValueOrDefault(lower) | meaning;
        }

        var size = 16;
        while (size < joined.Count * 2)
            size *= 2;
        _words = new byte[size][];
        _meanings = new ulong[size];
        _mask = size - 1;
        foreach (var (word, meaning) in joined)
            Put(Encoding.UTF8.GetBytes(word), meaning);
    }

    /// <summary>What a word stands for; 0 when it is not in the table.</summary>
    public ulong this[ReadOnlySpan<byte> word]
    {
        get
        {
            if ((uint)(word.Length - 1) >= LongestWord)
                return 0;

            Span<byte> lower = stackalloc byte[LongestWord];
            lower = lower[..Lower(word, lower)];
            for (var slot = Hash(lower) & _mask; _words[slot] is { } candidate; slot = (slot + 1) & _mask)
            {
                if (lower.SequenceEqual(candidate))
                    return _meanings[slot];
            }

            return 0;
        }
    }

    private void Put(byte[] word, ulong meaning)
    {
        if (word.Length is 0 or > LongestWord)
            return;

        var slot = Hash(word) & _mask;
        while (_words[slot] is not null)
            slot = (slot + 1) & _mask;
        _words[slot] = word;
        _meanings[slot] = meaning;
    }

    // Latin, Greek and Cyrillic letters of two bytes are folded too, by the tables of Unicode; the rest have no case.
    private static int Lower(ReadOnlySpan<byte> word, Span<byte> lower)
    {
        if (Ascii.IsValid(word))
        {
            Ascii.ToLower(word, lower, out var written);
            return written;
        }

        var length = 0;
        while (!word.IsEmpty)
        {
            Rune.DecodeFromUtf8(word, out var rune, out var bytes);
            word = word[bytes..];
            rune = Rune.ToLowerInvariant(rune);
            if (length + rune.Utf8SequenceLength > lower.Length)
                return 0;
            length += rune.EncodeToUtf8(lower[length..]);
        }

        return length;
    }

    private static int Hash(ReadOnlySpan<byte> word)
    {
        var hash = 2166136261u; // FNV-1a
        foreach (var letter in word)
            hash = (hash ^ letter) * 16777619u;
        return (int)(hash ^ (hash >> 15));
    }
}
