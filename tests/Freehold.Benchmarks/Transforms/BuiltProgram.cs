namespace Freehold.Benchmarks.Transforms;

/// <summary>Finds a program that was built beside this one.</summary>
internal static class BuiltProgram
{
    public static string Of(string project, string program) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, "release", program));
}
