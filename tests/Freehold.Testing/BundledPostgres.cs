namespace Freehold.Testing;

/// <summary>The PostgreSQL that the build puts into the checkout where the machine has none.</summary>
public static class BundledPostgres
{
    /// <summary>Folder with its programs; null when the build had no reason to fetch it.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var programs = Path.Combine(folder.FullName, ".tools", "postgres", "bin");
            if (Directory.Exists(programs))
                return programs;
        }

        return null;
    }
}
