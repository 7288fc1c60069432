using System.Runtime.InteropServices;
using Freehold.DuckDb.Native;

namespace Freehold.DuckDb.Functions;

/// <summary>The text column that a function fills: every row exactly once, in any order.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly unsafe ref struct TextResult
{
    private readonly nint _vector;
    private readonly byte* _data;

    internal TextResult(nint vector)
    {
        _vector = vector;
        _data = (byte*)NativeMethods.duckdb_vector_get_data(vector);
    }

    /// <summary>Copies a text into the result. It must be valid UTF-8: it is not checked again.</summary>
    public void Set(int row, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > TextVector.MostInline)
        {
            fixed (byte* text = utf8)
                NativeMethods.duckdb_unsafe_vector_assign_string_element_len(_vector, (ulong)row, text, (ulong)utf8.Length);
            return;
        }

        // DuckDB compares inline texts as whole words, so the unused bytes must be zero.
        var slot = new Span<byte>(_data + (16L * row), 16);
        slot.Clear();
        slot[0] = (byte)utf8.Length;
        utf8.CopyTo(slot[4..]);
    }

    /// <summary>Makes a row null.</summary>
    public void SetNull(int row) => NullMarks.Set(_vector, row);
}
