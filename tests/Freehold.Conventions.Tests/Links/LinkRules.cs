namespace Freehold.Conventions.Tests.Links;

/// <summary>Links between our pages and files lead somewhere. Links to the world are not followed.</summary>
internal static class LinkRules
{
    /// <param name="paths">All files there are.</param>
    public static IEnumerable<string> Violations(IReadOnlyList<MarkdownPage> pages, IEnumerable<string> paths)
    {
        var files = paths.ToHashSet(StringComparer.Ordinal);
        var folders = files.SelectMany(FoldersOf).ToHashSet(StringComparer.Ordinal);
        var anchors = pages.ToDictionary(page => page.Path, page => page.Anchors, StringComparer.Ordinal);

        foreach (var page in pages)
        {
            foreach (var target in page.Targets.Where(target => !target.Contains(':', StringComparison.Ordinal)))
            {
                var parts = target.Split('#', 2);
                var path = parts[0].Length == 0 ? page.Path : Resolve(page.Path, Uri.UnescapeDataString(parts[0]));

                if (!files.Contains(path) && !folders.Contains(path))
                    yield return $"{page.Path}: {target} does not exist";
                else if (parts.Length == 2 && anchors.TryGetValue(path, out var known) && !known.Contains(parts[1]))
                    yield return $"{page.Path}: {target} names no heading of {path}";
            }
        }
    }

    private static IEnumerable<string> FoldersOf(string file)
    {
        for (var at = Path.GetDirectoryName(file); !string.IsNullOrEmpty(at); at = Path.GetDirectoryName(at))
            yield return at.Replace('\\', '/');
    }

    private static string Resolve(string page, string target)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(page, "/"))!;
        return Path.GetFullPath(target, folder).Trim('/');
    }
}
