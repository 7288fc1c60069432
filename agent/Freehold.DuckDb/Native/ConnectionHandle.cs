using System.Runtime.InteropServices;

namespace Freehold.DuckDb.Native;

/// <summary>
/// A connection. It keeps its database open: a query that outlives its caller (abandoned at a time limit) must not lose the
/// database under its feet.
/// </summary>
internal sealed class ConnectionHandle : SafeHandle
{
    private readonly DatabaseHandle _database;

    public ConnectionHandle(nint connection, DatabaseHandle database)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        var added = false;
        database.DangerousAddRef(ref added);
        _database = database;
        SetHandle(connection);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_disconnect(ref handle);
        _database.DangerousRelease();
        return true;
    }
}
