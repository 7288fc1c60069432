namespace Freehold.EndToEnd.Tests.Programs;

/// <summary>Where the built programs and the examples lie.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>
    /// A program of the configuration that these tests were built in, or of another checkout: of the one that
    /// <c>FREEHOLD_TEST_PROGRAMS</c> names, so that an older version can be recorded.
    /// </summary>
    public static string Program(string project, string name)
    {
        if (Environment.GetEnvironmentVariable("FREEHOLD_TEST_PROGRAMS") is { Length: > 0 } other)
            return Path.Combine(other, "artifacts", "bin", project, "release", name);

        // artifacts/bin/<test project>/<configuration>/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;
        return Path.Combine(Root, "artifacts", "bin", project, configuration, name);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
