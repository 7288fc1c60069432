namespace Freehold.DuckDb.Tests;

/// <summary>A folder for one test, and databases that may use the files in it that the test names.</summary>
internal sealed class EngineFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("freehold-engine-").FullName;

    public string PathOf(string name) => System.IO.Path.Join(Root, name);

    public DuckDbDatabase Open(long memoryBytes = 256L * 1024 * 1024, params string[] files) => DuckDbDatabase.Open(new EngineSettings
    {
        Threads = 2,
        MemoryBytes = memoryBytes,
        TemporaryFolder = PathOf("spill"),
        TemporaryBytes = 1024L * 1024 * 1024,
        Files = [.. files.Select(PathOf)],
    });

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
