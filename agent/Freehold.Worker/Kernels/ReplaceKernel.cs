using System.Text;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Kernels;

/// <summary>A constant, or what a list says.</summary>
internal sealed class ReplaceKernel : ValueKernel
{
    private readonly byte[]? _otherwise;
    private readonly Dictionary<string, byte[]>.AlternateLookup<ReadOnlySpan<char>> _map;
    private readonly int _longest;
    private char[] _text = new char[256];

    public ReplaceKernel(ReplaceAction action)
    {
        var map = action.Map.ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetBytes(entry.Value), StringComparer.Ordinal);
        _map = map.GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = map.Keys.Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty(0).Max();
        _otherwise = (action.With ?? action.Otherwise) is { } text ? Encoding.UTF8.GetBytes(text) : null;
    }

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        result = Listed(value) ?? _otherwise;
        if (result.IsEmpty && _otherwise is null && Listed(value) is null)
            result = value;
        return true;
    }

    private byte[]? Listed(ReadOnlySpan<byte> value)
    {
        if (value.Length > _longest)
            return null;
        if (_text.Length < value.Length)
            _text = new char[2 * value.Length];
        var length = Encoding.UTF8.GetChars(value, _text);
        return _map.TryGetValue(_text.AsSpan(0, length), out var listed) ? listed : null;
    }
}
