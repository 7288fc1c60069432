using System.Xml.Linq;

namespace Freehold.Conventions.Tests.Dependencies;

/// <summary>Which project references which, by their paths from the root.</summary>
internal sealed class ProjectGraph(IReadOnlyDictionary<string, IReadOnlyList<string>> references)
{
    public IEnumerable<string> Projects => references.Keys;

    public static ProjectGraph Of(IEnumerable<SourceFile> projects) =>
        new(projects.ToDictionary(project => project.Path, References, StringComparer.Ordinal));

    /// <summary>Everything that a project needs, directly or through others, without itself.</summary>
    public IReadOnlySet<string> Needs(string project)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([project]);
        while (open.TryPop(out var at))
        {
            foreach (var reference in references.GetValueOrDefault(at) ?? [])
            {
                if (needed.Add(reference))
                    open.Push(reference);
            }
        }

        return needed;
    }

    // A reference that only orders the build brings no code along.
    private static IReadOnlyList<string> References(SourceFile project) =>
    [
        .. XDocument.Parse(project.Text).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Resolve(project.Path, (string)reference.Attribute("Include")!)),
    ];

    private static string Resolve(string project, string reference)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(project, "/"))!;
        return Path.GetFullPath(reference.Replace('\\', '/'), folder).TrimStart('/');
    }
}
