using System.Buffers;
using System.Text;
using System.Text.Json;
using Freehold.Worker.Expressions;
using Freehold.Worker.JsonLines;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>
/// Runs a program over a JSON object in its text. What is not computed keeps its bytes and its place; a computed value becomes a
/// string or null, unless the column keeps its type; keys that were not there follow at the end. For one thread at a time.
/// </summary>
internal sealed class JsonRowKernel : IDisposable
{
    private readonly RowProgram _program;
    private readonly IReadOnlyList<SourceColumn> _source;
    private readonly byte[][] _keys;
    private readonly CellReader?[] _readers;
    private readonly int[] _outputOfSource;
    private readonly byte[][] _names;
    private readonly bool[] _written;
    private readonly ArrayBufferWriter<byte> _result = new(4096);
    private byte[] _value = new byte[1024];

    public JsonRowKernel(RowProgram program, IReadOnlyList<SourceColumn> source, IReadOnlyList<int> origins)
    {
        _program = program;
        _source = source;
        Worker = new RowWorker(program);
        _keys = [.. source.Select(column => Encoding.UTF8.GetBytes(column.Name))];
        _readers = [.. source.Select((column, index) => program.Plan.Inputs.Contains(index) ? new CellReader(column) : null)];
        _outputOfSource = [.. source.Select((_, index) => origins.ToList().IndexOf(index))];
        _names = [.. program.Plan.Outputs.Select(output => Encoding.UTF8.GetBytes(output.Name))];
        _written = new bool[program.Plan.Outputs.Count];
    }

    public RowWorker Worker { get; }

    /// <summary>Transforms one object, whose first key holds its number.</summary>
    /// <param name="line">The object's text, which has been inspected.</param>
    /// <param name="bad">Asked whether the row still matters.</param>
    /// <param name="index">Its number.</param>
    /// <param name="result">Valid until the next call; empty unless the row is kept.</param>
    public RowStatus Run(ReadOnlySpan<byte> line, BadRowList bad, out long index, out ReadOnlySpan<byte> result)
    {
        result = default;
        index = ReadNumber(line);
        if (bad.IsBeyond(index))
            return RowStatus.Bad;

        Load(line);
        var status = Worker.Run(index, _source.Count);
        if (status is RowStatus.Kept)
        {
            Write(line);
            result = _result.WrittenSpan;
        }

        return status;
    }

    public void Dispose() => Worker.Dispose();

    private static Utf8JsonReader Begin(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, JsonLinesInspection.ReaderOptions);
        reader.Read();
        return reader;
    }

    private static long ReadNumber(ReadOnlySpan<byte> line)
    {
        var reader = Begin(line);
        reader.Read();
        reader.Read();
        return reader.GetInt64();
    }

    private static Utf8JsonReader AfterNumber(ReadOnlySpan<byte> line)
    {
        var reader = Begin(line);
        reader.Read();
        reader.Read();
        return reader;
    }

    private void Load(ReadOnlySpan<byte> line)
    {
        foreach (var input in _program.Plan.Inputs)
            Worker.Cells[input] = ExpressionValue.Null;

        var reader = AfterNumber(line);
        var expected = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var column = IndexOf(ref reader, expected);
            expected = column + 1;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var value = reader;
            reader.Skip();
            if (column >= 0 && _readers[column] is { } cells && value.TokenType is not JsonTokenType.Null)
                Worker.Cells[column] = cells.Read(Text(ref value, line[start..(int)reader.BytesConsumed]));
        }
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        _result.ResetWrittenCount();
        _written.AsSpan().Clear();
        _result.Write("{"u8);
        var first = true;

        var reader = AfterNumber(line);
        var expected = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var column = IndexOf(ref reader, expected);
            expected = column + 1;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var output = column < 0 ? -1 : _outputOfSource[column];
            if (output < 0 || _written[output])
                continue;

            WriteName(output, ref first);
            if (_program.Plan.Outputs[output].IsComputed)
                WriteValue(output);
            else
                _result.Write(line[start..(int)reader.BytesConsumed]);
        }

        // What the object did not have is there now if it has a value, or is a new column.
        for (var output = 0; output < _written.Length; output++)
        {
            var plan = _program.Plan.Outputs[output];
            var isNew = Array.IndexOf(_outputOfSource, output) < 0;
            if (_written[output] || !plan.IsComputed || (!isNew && !Worker.Cells[plan.Slot].HasText))
                continue;
            WriteName(output, ref first);
            WriteValue(output);
        }

        _result.Write("}"u8);
    }

    private void WriteName(int output, ref bool first)
    {
        if (!first)
            _result.Write(","u8);
        first = false;
        _written[output] = true;
        JsonText.WriteString(_result, _names[output]);
        _result.Write(":"u8);
    }

    private void WriteValue(int output)
    {
        var slot = _program.Plan.Outputs[output].Slot;
        var keepsType = _program.Plan.Outputs[output].SqlType is { } type && type is not "VARCHAR";
        var text = Worker.Cells[slot].HasText ? Worker.TextOf(slot) : default;
        if (!Worker.Cells[slot].HasText || (keepsType && text.IsEmpty))
            _result.Write("null"u8);
        else if (keepsType)
            _result.Write(text);
        else
            JsonText.WriteString(_result, text);
    }

    private ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader value, ReadOnlySpan<byte> written)
    {
        if (value.TokenType is not JsonTokenType.String)
            return written;

        if (_value.Length < written.Length)
            _value = new byte[written.Length * 2];
        return _value.AsSpan(0, value.CopyString(_value));
    }

    private int IndexOf(ref Utf8JsonReader reader, int expected)
    {
        if (expected < _keys.Length && reader.ValueTextEquals(_keys[expected]))
            return expected;

        for (var index = 0; index < _keys.Length; index++)
        {
            if (reader.ValueTextEquals(_keys[index]))
                return index;
        }

        return -1;
    }
}
