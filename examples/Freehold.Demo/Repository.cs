namespace Freehold.Demo;

/// <summary>The checkout that this program was built in.</summary>
internal sealed class Repository
{
    private readonly string _root;

    private Repository(string root)
    {
        _root = root;
    }

    public string Example => Path.Combine(_root, "examples", "baseball");

    public static Repository Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Freehold.slnx")))
                return new(at.FullName);
        }

        throw new DemoFailedException("This program runs inside the repository that built it.");
    }

    /// <summary>One of the four programs, in the folder of its build.</summary>
    public string Program(string project, string name) => Path.Combine(_root, "artifacts", "bin", project, "release", name);

    /// <summary>Something that ./build.sh unpacked, or null where the system's is used.</summary>
    public string? Tool(string name)
    {
        var path = Path.Combine(_root, ".tools", name);
        return Path.Exists(path) ? path : null;
    }

    /// <summary>Below <c>.freehold</c>, where everything lies that a stack keeps.</summary>
    public string State(params ReadOnlySpan<string> names) => Path.Combine([_root, ".freehold", .. names]);
}
