using System.Text.Json;
using System.Text.Unicode;
using Freehold.Worker.Limits;

namespace Freehold.Worker.JsonLines;

/// <summary>What a whole file of JSON lines was found to be. Never holds a value.</summary>
internal sealed record JsonLinesInspection
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int DeepestNesting = 512;

    /// <summary>How lines are read, here and when they are transformed.</summary>
    public static JsonReaderOptions ReaderOptions => new() { MaxDepth = DeepestNesting };

    /// <summary>Keys of the objects in the order of their first appearance.</summary>
    public IReadOnlyList<JsonKey> Keys { get; private init; } = [];

    /// <summary>Number of objects.</summary>
    public long Rows { get; private init; }

    /// <summary>The first problem.</summary>
    public JsonLinesProblem Problem { get; private init; }

    /// <summary>Line of the problem, from 1.</summary>
    public long Line { get; private init; }

    /// <summary>Whether the file begins with a byte order mark, which the engine does not read.</summary>
    public bool HasByteOrderMark { get; private init; }

    /// <summary>Reads a file from its first to its last byte.</summary>
    /// <param name="file">The file.</param>
    /// <param name="onRead">Told now and then how many bytes have been read.</param>
    /// <param name="cancellationToken">Ends the inspection.</param>
    public static JsonLinesInspection Of(Stream file, Action<long> onRead, CancellationToken cancellationToken)
    {
        using var lines = new LineReader(file);
        var keys = new List<JsonKey>();
        var rows = 0L;

        while (lines.Read())
        {
            if (!Utf8.IsValid(lines.Line))
                return Failed(JsonLinesProblem.NotUtf8, lines.Number);
            if (!TryInspect(lines.Line, keys) || !HasWholeEscapes(lines.Line))
                return Failed(JsonLinesProblem.NotJson, lines.Number);
            if (keys.Count > ColumnLimits.MostColumns)
                break; // the caller counts them
            if ((++rows & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                onRead(file.Position);
            }
        }

        return lines.TooLong
            ? Failed(JsonLinesProblem.RowTooLong, lines.Number)
            : new() { Keys = keys, Rows = rows, HasByteOrderMark = lines.HasByteOrderMark };
    }

    /// <summary>Whether a line is sound; does not look for keys.</summary>
    public static JsonLinesProblem ProblemOf(ReadOnlySpan<byte> line) => !Utf8.IsValid(line)
        ? JsonLinesProblem.NotUtf8
        : TryInspect(line, []) && HasWholeEscapes(line) ? JsonLinesProblem.None : JsonLinesProblem.NotJson;

    /// <summary>
    /// Adds the keys of a line, and the kinds of their values, to those seen so far. Stops at the first that is too many: each is
    /// compared with all others.
    /// </summary>
    internal static bool TryInspect(ReadOnlySpan<byte> line, List<JsonKey> keys)
    {
        var reader = new Utf8JsonReader(line, ReaderOptions);
        try
        {
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
                return false;

            // Objects of one file mostly have the same keys in the same order, so the next key is looked for first.
            var expected = 0;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var index = IndexOf(ref reader, keys, expected);
                expected = index + 1;
                reader.Read();
                keys[index].Kinds |= KindOf(ref reader);
                reader.Skip();
                if (keys.Count > ColumnLimits.MostColumns)
                    return true;
            }

            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false; // a key with half of a surrogate pair, which is no text
        }
    }

    // Half of a surrogate pair is no text, though its escape looks like any other. Escapes are rare, so most lines cost a look.
    private static bool HasWholeEscapes(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("\\u"u8) < 0)
            return true;

        var reader = new Utf8JsonReader(line, ReaderOptions);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    reader.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static int IndexOf(ref Utf8JsonReader reader, List<JsonKey> keys, int expected)
    {
        if (expected < keys.Count && reader.ValueTextEquals(keys[expected].Utf8))
            return expected;

        for (var index = 0; index < keys.Count; index++)
        {
            if (reader.ValueTextEquals(keys[index].Utf8))
                return index;
        }

        keys.Add(new JsonKey(reader.GetString()!));
        return keys.Count - 1;
    }

    private static JsonKinds KindOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => JsonKinds.Text,
        JsonTokenType.Number => reader.TryGetInt64(out _) ? JsonKinds.Whole : JsonKinds.Real,
        JsonTokenType.True or JsonTokenType.False => JsonKinds.Truth,
        JsonTokenType.StartObject or JsonTokenType.StartArray => JsonKinds.Nested,
        _ => JsonKinds.None,
    };

    private static JsonLinesInspection Failed(JsonLinesProblem problem, long line) => new() { Problem = problem, Line = line };
}
