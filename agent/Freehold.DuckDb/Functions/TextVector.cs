using System.Runtime.InteropServices;
using Freehold.DuckDb.Native;

namespace Freehold.DuckDb.Functions;

/// <summary>
/// A column of text of one chunk, as UTF-8 in DuckDB's own memory: valid only while the function call lasts. A text takes 16
/// bytes: the length, then up to 12 bytes inline, or a prefix of 4 bytes and a pointer.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly unsafe ref struct TextVector
{
    internal const int MostInline = 12;

    private readonly byte* _data;
    private readonly ulong* _validity;

    internal TextVector(nint vector)
    {
        _data = (byte*)NativeMethods.duckdb_vector_get_data(vector);
        _validity = NativeMethods.duckdb_vector_get_validity(vector);
    }

    /// <summary>The bytes of a row that is not null.</summary>
    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            var text = _data + (16L * row);
            var length = *(int*)text;
            return length <= MostInline ? new(text + 4, length) : new(*(byte**)(text + 8), length);
        }
    }

    /// <summary>Whether a row is null.</summary>
    public bool IsNull(int row) => !VectorValidity.IsValid(_validity, row);
}
