using Freehold.DuckDb.Native;

namespace Freehold.DuckDb.Functions;

/// <summary>Writes null marks, creating the mask of a vector with the first one.</summary>
internal static unsafe class NullMarks
{
    public static void Set(nint vector, int row)
    {
        NativeMethods.duckdb_vector_ensure_validity_writable(vector);
        NativeMethods.duckdb_vector_get_validity(vector)[row >> 6] &= ~(1UL << (row & 63));
    }
}
