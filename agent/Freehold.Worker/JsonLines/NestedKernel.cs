using System.Buffers;
using System.Text.Json;
using Freehold.JobContract.Transform;
using Freehold.Worker.Kernels;
using Freehold.Worker.Rules;

namespace Freehold.Worker.JsonLines;

/// <summary>
/// Changes what lies at paths within a JSON value. What no path leads to keeps its bytes; a changed value becomes a string. Null
/// and empty stay. For one thread at a time.
/// </summary>
internal sealed class NestedKernel(NestedAction nested, IReadOnlyList<ValueKernel?> kernels) : ValueKernel
{
    private readonly ArrayBufferWriter<byte> _result = new(1024);
    private byte[] _text = new byte[256];
    private string _refusal = "";

    public override string Refusal => _refusal;

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        _result.ResetWrittenCount();
        var reader = new Utf8JsonReader(value, JsonLinesInspection.ReaderOptions);
        reader.Read();
        var all = nested.Rules.Count == NestedAction.MostRules ? ulong.MaxValue : (1UL << nested.Rules.Count) - 1;
        var applied = TryWrite(ref reader, value, subject, all, depth: 0);
        result = _result.WrittenSpan;
        return applied;
    }

    public override void Dispose()
    {
        foreach (var kernel in kernels)
            kernel?.Dispose();
    }

    // Writes the value that the reader stands on. `rules` are those whose paths lead to it, a bit each.
    private bool TryWrite(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ReadOnlySpan<byte> subject, ulong rules, int depth)
    {
        var isObject = reader.TokenType is JsonTokenType.StartObject;
        if (rules == 0 || (!isObject && reader.TokenType is not JsonTokenType.StartArray))
        {
            Copy(ref reader, json);
            return true;
        }

        _result.Write(isObject ? "{"u8 : "["u8);
        var isFirst = true;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var next = Follow(ref reader, rules, depth, isObject, out var end);
            if (end >= 0 && nested.Rules[end].Action is DropAction)
            {
                Skip(ref reader, isObject);
                continue;
            }

            if (!isFirst)
                _result.Write(","u8);
            isFirst = false;

            if (isObject)
            {
                _result.Write("\""u8);
                _result.Write(reader.ValueSpan);
                _result.Write("\":"u8);
                reader.Read();
            }

            if (end >= 0 ? !TryChange(ref reader, json, subject, end) : !TryWrite(ref reader, json, subject, next, depth + 1))
                return false;
        }

        _result.Write(isObject ? "}"u8 : "]"u8);
        return true;
    }

    // The rules whose next step is this key or element; `end` is the first that ends here.
    private ulong Follow(ref Utf8JsonReader reader, ulong rules, int depth, bool isObject, out int end)
    {
        end = -1;
        var next = 0UL;
        for (var rule = 0; rule < nested.Rules.Count; rule++)
        {
            var steps = nested.Rules[rule].Path.Steps;
            if ((rules & (1UL << rule)) == 0 || depth >= steps.Count)
                continue;

            var step = steps[depth];
            var leads = isObject ? step is null || (step.Length > 0 && reader.ValueTextEquals(step)) : step is { Length: 0 };
            if (!leads)
                continue;

            if (depth + 1 < steps.Count)
            {
                next |= 1UL << rule;
            }
            else
            {
                nested.Found(rule);
                end = end < 0 ? rule : end;
            }
        }

        return next;
    }

    private bool TryChange(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ReadOnlySpan<byte> subject, int rule)
    {
        var start = (int)reader.TokenStartIndex;
        var value = reader;
        reader.Skip();
        var written = json[start..(int)reader.BytesConsumed];
        if (kernels[rule] is not { } kernel || value.TokenType is JsonTokenType.Null || written.SequenceEqual("\"\""u8))
        {
            _result.Write(written);
            return true;
        }

        if (!kernel.TryApply(TextOf(ref value, written), subject, out var changed))
        {
            _refusal = kernel.Refusal;
            return false;
        }

        JsonText.WriteString(_result, changed);
        return true;
    }

    private ReadOnlySpan<byte> TextOf(scoped ref Utf8JsonReader value, ReadOnlySpan<byte> written)
    {
        if (value.TokenType is not JsonTokenType.String)
            return written;
        if (_text.Length < written.Length)
            _text = new byte[2 * written.Length];
        return _text.AsSpan(0, value.CopyString(_text));
    }

    private void Copy(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        _result.Write(json[start..(int)reader.BytesConsumed]);
    }

    private static void Skip(ref Utf8JsonReader reader, bool isObject)
    {
        if (isObject)
            reader.Read();
        reader.Skip();
    }
}
