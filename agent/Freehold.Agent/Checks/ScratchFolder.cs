namespace Freehold.Agent.Checks;

/// <summary>A folder for as long as a check lasts.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("freehold-check-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
