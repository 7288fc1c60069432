using System.Runtime.InteropServices;

namespace Freehold.Worker.Run;

/// <summary>Ends the process when an orderly end is not to be had.</summary>
internal static partial class ProcessExit
{
    /// <summary>
    /// Ends without running exit handlers: those of the engine would pull its memory from under the query that still runs, and the
    /// process would end with a signal instead of its code. Everything owed has been written and flushed.
    /// </summary>
    public static void Now(int code) => _exit(code);

    [LibraryImport("libc")]
    private static partial void _exit(int code);
}
