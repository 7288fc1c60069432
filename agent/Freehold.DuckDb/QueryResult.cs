using Freehold.DuckDb.Functions;
using Freehold.DuckDb.Native;

namespace Freehold.DuckDb;

/// <summary>A small result, read whole: text, whole numbers, truth values and nulls.</summary>
public sealed class QueryResult
{
    private readonly List<object?[]> _rows = [];

    private QueryResult()
    {
    }

    /// <summary>Rows of the result.</summary>
    public int RowCount => _rows.Count;

    /// <summary>A text, or null.</summary>
    public string? Text(int row, int column) => (string?)_rows[row][column];

    /// <summary>A whole number, or null.</summary>
    public long? Number(int row, int column) => (long?)_rows[row][column];

    internal static unsafe QueryResult Read(ref NativeResult native)
    {
        var result = new QueryResult();
        var columns = (int)NativeMethods.duckdb_column_count(ref native);

        while (NativeMethods.duckdb_fetch_chunk(native) is var chunk and not 0)
        {
            try
            {
                var rows = (int)NativeMethods.duckdb_data_chunk_get_size(chunk);
                var first = result._rows.Count;
                for (var row = 0; row < rows; row++)
                    result._rows.Add(new object?[columns]);

                for (var column = 0; column < columns; column++)
                {
                    var type = (ColumnType)NativeMethods.duckdb_column_type(ref native, (ulong)column);
                    var vector = NativeMethods.duckdb_data_chunk_get_vector(chunk, (ulong)column);
                    for (var row = 0; row < rows; row++)
                        result._rows[first + row][column] = Value(vector, type, row);
                }
            }
            finally
            {
                NativeMethods.duckdb_destroy_data_chunk(ref chunk);
            }
        }

        return result;
    }

    private static unsafe object? Value(nint vector, ColumnType type, int row)
    {
        var validity = NativeMethods.duckdb_vector_get_validity(vector);
        if (!VectorValidity.IsValid(validity, row))
            return null;

        var data = NativeMethods.duckdb_vector_get_data(vector);
        return type switch
        {
            ColumnType.Varchar => System.Text.Encoding.UTF8.GetString(new TextVector(vector)[row]),
            ColumnType.Boolean => ((byte*)data)[row] != 0 ? 1L : 0L,
            ColumnType.Integer => (long)((int*)data)[row],
            ColumnType.BigInt => ((long*)data)[row],
            ColumnType.UnsignedBigInt => checked((long)((ulong*)data)[row]),
            _ => null,
        };
    }
}
