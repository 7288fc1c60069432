namespace Freehold.Worker.Limits;

/// <summary>How much lies in a folder that others write to.</summary>
internal static class FolderSize
{
    /// <summary>Bytes of all its files, without what links point to; 0 when it is gone.</summary>
    public static long Of(string folder)
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        long bytes = 0;
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", all))
                bytes += file.Length;
        }
        catch (IOException)
        {
            // A file went while we looked: the next look will tell.
        }

        return bytes;
    }
}
