namespace Freehold.Worker.Tests.DataSets;

/// <summary>Finds the data sets in <c>tests/Freehold.TestData</c>, one a folder.</summary>
internal static class DataSet
{
    private static readonly string Root = FindRoot();

    /// <summary>The players and salaries of the examples.</summary>
    public static string Baseball => Path.Join(Root, "examples", "baseball");

    public static string PathOf(string set, string file = "") => Path.Join(Root, "tests", "Freehold.TestData", set, file);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Join(folder.FullName, "Freehold.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run within the repository.");
    }
}
