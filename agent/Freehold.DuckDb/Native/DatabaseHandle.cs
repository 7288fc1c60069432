using System.Runtime.InteropServices;

namespace Freehold.DuckDb.Native;

/// <summary>An open database.</summary>
internal sealed class DatabaseHandle : SafeHandle
{
    public DatabaseHandle(nint database)
        : base(invalidHandleValue: 0, ownsHandle: true) => SetHandle(database);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_close(ref handle);
        return true;
    }
}
