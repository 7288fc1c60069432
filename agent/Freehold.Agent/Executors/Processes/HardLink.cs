using System.Runtime.InteropServices;

namespace Freehold.Agent.Executors.Processes;

/// <summary>A second name for a file.</summary>
internal static partial class HardLink
{
    /// <returns>False when the new name exists already, or the link cannot be made.</returns>
    public static bool TryMake(string existing, string name) => Link(existing, name) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
