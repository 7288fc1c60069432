using Freehold.Detection.Scanning;

namespace Freehold.Detection.Context;

/// <summary>Reads which entities the words near a place speak for.</summary>
internal static class ContextReader
{
    private const int Words = 5;
    private const int Bytes = 80; // five words of a sentence; bounds the work on hostile text

    /// <summary>The five words before a place.</summary>
    public static EntitySet Before(ReadOnlySpan<byte> text, int start, ref long examined)
    {
        var entities = EntitySet.None;
        var at = start;
        var floor = Math.Max(0, start - Bytes);
        for (var word = 0; word < Words && at > floor; word++)
        {
            while (at > floor && !Characters.IsWord(text[at - 1]))
                at--;
            var end = at;
            while (at > floor && (Characters.IsWord(text[at - 1]) || IsInnerHyphen(text, at - 1)))
                at--;
            entities |= new EntitySet(ContextWords.OfText[text[at..end]]);
            examined += end - at + 1;
        }

        return entities;
    }

    /// <summary>The words of a column's name, which ends at an underscore, a blank, or before a capital.</summary>
    public static EntitySet OfColumnName(ReadOnlySpan<byte> name)
    {
        var entities = new EntitySet(ContextWords.OfColumnName[name]);
        var start = 0;
        for (var at = 0; at <= name.Length; at++)
        {
            var atEnd = at == name.Length || !Characters.IsWord(name[at]) || name[at] == '_';
            var atCapital = !atEnd && at > start && char.IsAsciiLetterUpper((char)name[at])
                && (char.IsAsciiLetterLower((char)name[at - 1]) || (at + 1 < name.Length && char.IsAsciiLetterLower((char)name[at + 1])));
            if (!atEnd && !atCapital)
                continue;

            entities |= new EntitySet(ContextWords.OfColumnName[name[start..at]]);
            start = atEnd ? at + 1 : at;
        }

        return entities;
    }

    private static bool IsInnerHyphen(ReadOnlySpan<byte> text, int at) =>
        text[at] == '-' && at > 0 && at + 1 < text.Length && char.IsAsciiLetter((char)text[at - 1]) && char.IsAsciiLetter((char)text[at + 1]);
}
