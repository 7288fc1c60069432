namespace Freehold.ControlPlane.State;

/// <summary>Writes files of the state directory whole: a crash leaves the old one or the new one, never half of one.</summary>
internal static class StateFile
{
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>For us alone, from the first byte on.</summary>
    public static void WritePrivate(string path, string content) => Write(path, content, Ours);

    /// <summary>For everyone who may enter the directory.</summary>
    public static void WritePublic(string path, string content) =>
        Write(path, content, Ours | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

    private static void Write(string path, string content, UnixFileMode mode)
    {
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
