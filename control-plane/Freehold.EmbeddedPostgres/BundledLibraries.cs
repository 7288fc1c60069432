using System.Text.RegularExpressions;

namespace Freehold.EmbeddedPostgres;

/// <summary>
/// Makes the links that the loader looks for: npm packages cannot hold symbolic links, so a bundled PostgreSQL has
/// <c>libpq.so.5.18</c> but not the <c>libpq.so.5</c> that its programs ask for.
/// </summary>
internal static partial class BundledLibraries
{
    public static void Link(string folder)
    {
        foreach (var library in Directory.EnumerateFiles(folder, "*.so.*"))
        {
            var match = FullName().Match(Path.GetFileName(library));
            if (!match.Success)
                continue;

            var link = Path.Combine(folder, match.Groups["soname"].Value);
            if (!File.Exists(link))
                File.CreateSymbolicLink(link, Path.GetFileName(library));
        }
    }

    [GeneratedRegex(@"^(?<soname>.+\.so\.\d+)\.[\d.]+$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex FullName();
}
