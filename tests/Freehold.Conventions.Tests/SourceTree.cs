namespace Freehold.Conventions.Tests;

/// <summary>A text of the repository.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
internal sealed record SourceFile(string Path, string Text);

/// <summary>What people wrote in this repository: neither what the build makes nor what it fetches.</summary>
internal static class SourceTree
{
    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal)
    {
        ".git", ".tools", ".freehold", ".vs", ".idea", "artifacts", "node_modules", "bin", "obj", "TestResults",
    };

    private static readonly HashSet<string> NotText = new(StringComparer.OrdinalIgnoreCase) { ".csv", ".parquet", ".png", ".snk", ".user", ".binlog" };

    public static string Root { get; } = FindRoot();

    /// <summary>All paths of files, relative to the root, sorted.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. Enumerate(Root).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<SourceFile> Texts { get; } =
        [.. Paths.Where(path => !NotText.Contains(Path.GetExtension(path))).Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path))))];

    /// <summary>Texts with an extension, such as <c>.cs</c>.</summary>
    public static IEnumerable<SourceFile> With(string extension) => Texts.Where(file => file.Path.EndsWith(extension, StringComparison.Ordinal));

    private static IEnumerable<string> Enumerate(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => !NotOurs.Contains(Path.GetFileName(file))))
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');

        foreach (var below in Directory.EnumerateDirectories(folder).Where(below => !NotOurs.Contains(Path.GetFileName(below))))
        {
            foreach (var file in Enumerate(below))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Freehold.slnx")))
                return at.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
