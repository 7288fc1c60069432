namespace Freehold.ControlPlane.State;

/// <summary>Writes files of the state directory whole: a crash leaves the old one or the new one, never half of one.</summary>
internal static class StateFile
{
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Only we can list it; a database of our own that runs as another user has to get through.
    private const UnixFileMode Passable = Ours | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes the directory, unless it is there.</summary>
    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Passable);
    }

    /// <summary>For us alone, from the first byte on.</summary>
    public static void WritePrivate(string path, string content) => Write(path, content, Ours);

    /// <summary>For everyone who may enter the directory.</summary>
    public static void WritePublic(string path, string content) =>
        Write(path, content, Ours | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

    private static void Write(string path, string content, UnixFileMode mode)
    {
        MakeDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".new";
        File.Delete(unfinished);

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        using (var file = new FileStream(unfinished, options))
        {
            using var text = new StreamWriter(file, leaveOpen: true);
            text.Write(content.TrimEnd() + "\n");
            text.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
