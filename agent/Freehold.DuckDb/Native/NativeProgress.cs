using System.Runtime.InteropServices;

namespace Freehold.DuckDb.Native;

/// <summary>The C API's <c>duckdb_query_progress_type</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeProgress
{
    /// <summary>0 to 100, or negative while unknown.</summary>
    public readonly double Percentage;
    public readonly ulong RowsProcessed;
    public readonly ulong TotalRows;
}
