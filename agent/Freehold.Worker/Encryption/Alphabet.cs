using System.Text;

namespace Freehold.Worker.Encryption;

/// <summary>The characters that are encrypted among themselves, numbered in their order.</summary>
internal sealed class Alphabet
{
    private readonly byte[][] _characters;
    private readonly short[] _ascii = new short[128];
    private readonly Dictionary<Rune, int> _others = [];

    /// <param name="characters">Each once.</param>
    public Alphabet(string characters)
    {
        Array.Fill(_ascii, (short)-1);
        var runes = characters.EnumerateRunes().ToList();
        _characters = [.. runes.Select(rune => Encoding.UTF8.GetBytes(rune.ToString()))];
        for (var index = 0; index < runes.Count; index++)
        {
            if (runes[index].IsAscii)
                _ascii[runes[index].Value] = (short)index;
            else
                _others.Add(runes[index], index);
        }
    }

    /// <summary>Number of characters.</summary>
    public int Count => _characters.Length;

    /// <summary>A character in UTF-8.</summary>
    public ReadOnlySpan<byte> this[int index] => _characters[index];

    /// <summary>Number of the first character of a text; -1 when it is none of the alphabet.</summary>
    /// <param name="text">Not empty.</param>
    /// <param name="bytes">Length of that character.</param>
    public int IndexOf(ReadOnlySpan<byte> text, out int bytes)
    {
        bytes = 1;
        if (text[0] < 0x80)
            return _ascii[text[0]];

        Rune.DecodeFromUtf8(text, out var rune, out bytes);
        return _others.GetValueOrDefault(rune, -1);
    }
}
