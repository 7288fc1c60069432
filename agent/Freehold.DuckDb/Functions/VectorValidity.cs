using System.Runtime.CompilerServices;

namespace Freehold.DuckDb.Functions;

/// <summary>DuckDB's null marks: one bit a row, set when there is a value; no mask at all when every row has one.</summary>
internal static unsafe class VectorValidity
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid(ulong* validity, int row) => validity is null || (validity[row >> 6] & (1UL << (row & 63))) != 0;
}
