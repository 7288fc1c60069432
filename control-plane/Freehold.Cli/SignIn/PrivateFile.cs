namespace Freehold.Cli.SignIn;

/// <summary>Writes files that hold secrets: from their first byte on, only their owner can read them.</summary>
internal static class PrivateFile
{
    /// <exception cref="IOException">The file is there already, or the disk refused.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using var file = new FileStream(path, options);
        file.Write(content);
    }
}
