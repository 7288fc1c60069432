namespace Freehold.EmbeddedPostgres;

/// <summary>
/// The directory that the server's user owns: <c>&lt;state&gt;/postgres</c>, unless we are root and that user cannot get there
/// (a checkout below /root, for example). Then it is a new one below /var/lib/freehold, and <c>&lt;state&gt;/postgres.location</c>
/// remembers which.
/// </summary>
internal static class DataHome
{
    private const string Elsewhere = "/var/lib/freehold";

    /// <returns>An absolute path; the directory may not exist yet.</returns>
    public static string Locate(string stateDirectory, ServerUser? user)
    {
        var usual = Path.Combine(stateDirectory, "postgres");
        if (user is null || ServerUser.CanReach(stateDirectory))
            return usual;

        var pointer = Path.Combine(stateDirectory, "postgres.location");
        if (File.Exists(pointer))
            return File.ReadAllText(pointer).Trim();

        var home = Path.Combine(Elsewhere, $"postgres-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Elsewhere);
        File.WriteAllText(pointer, home + "\n");
        return home;
    }

    /// <summary>
    /// The programs where the server's user can run them: bundled ones that it cannot reach are copied beside the data once.
    /// </summary>
    public static PostgresBinaries WithinReach(PostgresBinaries binaries, string home, ServerUser? user)
    {
        if (user is null || ServerUser.CanReach(binaries.Folder))
            return binaries;

        var source = Path.GetDirectoryName(binaries.Folder)!;
        var copy = Path.Combine(Path.GetDirectoryName(home)!, "programs-" + Path.GetFileName(home));
        if (!Directory.Exists(copy))
        {
            var unfinished = copy + ".new";
            CopyAll(source, unfinished);
            Directory.Move(unfinished, copy);
        }

        var libraries = Path.Combine(copy, "lib");
        return new(Path.Combine(copy, Path.GetFileName(binaries.Folder)), Directory.Exists(libraries) ? libraries : null);
    }

    private static void CopyAll(string source, string target)
    {
        const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

        Directory.CreateDirectory(target, Readable);
        foreach (var directory in Directory.EnumerateDirectories(source))
            CopyAll(directory, Path.Combine(target, Path.GetFileName(directory)));
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
    }
}
