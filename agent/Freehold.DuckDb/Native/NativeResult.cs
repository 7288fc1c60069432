using System.Runtime.InteropServices;

namespace Freehold.DuckDb.Native;

/// <summary>The C API's <c>duckdb_result</c>: passed by value, so its size (48 bytes) is part of the contract.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    private readonly ulong _deprecatedColumnCount;
    private readonly ulong _deprecatedRowCount;
    private readonly ulong _deprecatedRowsChanged;
    private readonly nint _deprecatedColumns;
    private readonly nint _deprecatedErrorMessage;
    private readonly nint _internalData;
}
