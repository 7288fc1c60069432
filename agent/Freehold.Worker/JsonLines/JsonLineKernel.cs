using System.Buffers;
using System.Text.Json;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.JsonLines;

/// <summary>
/// Applies a file's plan to one JSON object in its text. What no rule changes keeps its bytes: <c>1.0</c> stays <c>1.0</c>, a
/// number too long for any type stays whole. A value that a rule changes becomes a string, unless its column keeps its type. For one thread at a time.
/// </summary>
internal sealed class JsonLineKernel(IReadOnlyList<JsonColumn> columns) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _result = new(4096);
    private readonly ValueKernel?[] _kernels = [.. columns.Select(column => column.CreateKernel?.Invoke())];
    private byte[] _value = new byte[1024];
    private byte[] _subject = new byte[256];

    /// <summary>Why a value was refused last.</summary>
    public string Refusal { get; private set; } = "";

    /// <summary>Transforms one object.</summary>
    /// <param name="line">The object's text, which has been inspected.</param>
    /// <param name="result">Valid until the next call.</param>
    /// <param name="rejected">The column whose rule could not be applied, when the result is false.</param>
    public bool TryApply(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> result, out JsonColumn? rejected)
    {
        _result.ResetWrittenCount();
        rejected = null;
        result = default;

        var reader = new Utf8JsonReader(line, JsonLinesInspection.ReaderOptions);
        reader.Read();
        Write("{"u8);

        var expected = 0;
        var first = true;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var index = IndexOf(ref reader, expected);
            var name = reader.ValueSpan;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var value = reader;
            reader.Skip();
            if (index < 0)
                continue; // dropped

            expected = index + 1;
            if (!first)
                Write(","u8);
            first = false;

            WriteName(columns[index], name);
            if (!TryWriteValue(index, ref value, line, line[start..(int)reader.BytesConsumed]))
            {
                rejected = columns[index];
                return false;
            }
        }

        Write("}"u8);
        result = _result.WrittenSpan;
        return true;
    }

    public void Dispose()
    {
        foreach (var kernel in _kernels)
            kernel?.Dispose();
    }

    private bool TryWriteValue(int index, ref Utf8JsonReader value, ReadOnlySpan<byte> line, ReadOnlySpan<byte> written)
    {
        if (_kernels[index] is not { } kernel || value.TokenType is JsonTokenType.Null || written.SequenceEqual("\"\""u8))
        {
            Write(written);
            return true;
        }

        var text = columns[index].TakesJson ? written : Text(ref value, written, ref _value);
        var subject = columns[index].Subject is { } key ? SubjectOf(line, key) : default;
        if (!kernel.TryApply(text, subject, out var changed))
        {
            Refusal = kernel.Refusal;
            return false;
        }

        if (!columns[index].KeepsType)
            WriteString(changed);
        else
            Write(changed.IsEmpty ? "null"u8 : changed);
        return true;
    }

    // The value as other formats would hold it: a string without escapes, anything else as written.
    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader value, ReadOnlySpan<byte> written, ref byte[] buffer)
    {
        if (value.TokenType is not JsonTokenType.String)
            return written;
        if (!value.ValueIsEscaped)
            return value.ValueSpan;

        if (buffer.Length < written.Length)
            buffer = new byte[written.Length * 2];
        return buffer.AsSpan(0, value.CopyString(buffer));
    }

    private ReadOnlySpan<byte> SubjectOf(ReadOnlySpan<byte> line, byte[] key)
    {
        var reader = new Utf8JsonReader(line, JsonLinesInspection.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(key);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var value = reader;
            reader.Skip();
            if (found && value.TokenType is not JsonTokenType.Null)
                return Text(ref value, line[start..(int)reader.BytesConsumed], ref _subject);
        }

        return default;
    }

    private int IndexOf(ref Utf8JsonReader reader, int expected)
    {
        if (expected < columns.Count && reader.ValueTextEquals(columns[expected].Utf8))
            return expected;

        for (var index = 0; index < columns.Count; index++)
        {
            if (reader.ValueTextEquals(columns[index].Utf8))
                return index;
        }

        return -1;
    }

    private void WriteName(JsonColumn column, ReadOnlySpan<byte> written)
    {
        if (column.NewName is { } name)
        {
            WriteString(name);
        }
        else
        {
            Write("\""u8);
            Write(written);
            Write("\""u8);
        }

        Write(":"u8);
    }

    private void WriteString(ReadOnlySpan<byte> text) => JsonText.WriteString(_result, text);

    private void Write(ReadOnlySpan<byte> bytes) => _result.Write(bytes);
}
