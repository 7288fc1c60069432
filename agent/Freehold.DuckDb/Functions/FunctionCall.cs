using System.Runtime.InteropServices;
using Freehold.DuckDb.Native;

namespace Freehold.DuckDb.Functions;

/// <summary>One call of a function: a chunk of at most 2,048 rows. Nothing of it may be kept after the call.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct FunctionCall
{
    private readonly nint _chunk;
    private readonly nint _result;

    internal FunctionCall(nint chunk, nint result)
    {
        _chunk = chunk;
        _result = result;
        RowCount = (int)NativeMethods.duckdb_data_chunk_get_size(chunk);
    }

    /// <summary>Rows of the chunk.</summary>
    public int RowCount { get; }

    /// <summary>A parameter of type <see cref="ColumnType.Varchar"/>.</summary>
    public TextVector Text(int parameter) => new(NativeMethods.duckdb_data_chunk_get_vector(_chunk, (ulong)parameter));

    /// <summary>The result of a function that returns <see cref="ColumnType.Varchar"/>.</summary>
    public TextResult TextResult => new(_result);

    /// <summary>A field of the result of a function that returns <see cref="ColumnType.Struct"/>.</summary>
    public TextResult TextField(int field) => new(NativeMethods.duckdb_struct_vector_get_child(_result, (ulong)field));

    /// <summary>The result of a function that returns <see cref="ColumnType.Integer"/>.</summary>
    public NumberResult NumberResult => new(_result);
}
