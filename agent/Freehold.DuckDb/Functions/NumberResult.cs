using System.Runtime.InteropServices;
using Freehold.DuckDb.Native;

namespace Freehold.DuckDb.Functions;

/// <summary>The <c>INTEGER</c> column that a function fills: every row exactly once, in any order.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly unsafe ref struct NumberResult
{
    private readonly nint _vector;
    private readonly int* _data;

    internal NumberResult(nint vector)
    {
        _vector = vector;
        _data = (int*)NativeMethods.duckdb_vector_get_data(vector);
    }

    /// <summary>Sets a row.</summary>
    public void Set(int row, int number) => _data[row] = number;

    /// <summary>Makes a row null.</summary>
    public void SetNull(int row) => NullMarks.Set(_vector, row);
}
