using System.Text.Json;

namespace Freehold.Demo.Data;

/// <summary>What a job committed: the manifest under its output prefix, and the files that it names.</summary>
internal sealed class Manifest
{
    private readonly IReadOnlyList<CommittedFile> _files;

    private Manifest(string path, IReadOnlyList<CommittedFile> files)
    {
        (Path, _files) = (path, files);
    }

    public string Path { get; }

    public IEnumerable<CommittedFile> Data => _files.Where(file => file.Kind is "data");

    /// <exception cref="DemoFailedException">There is none.</exception>
    public static Manifest Read(string outputFolder, string jobId)
    {
        var path = System.IO.Path.Combine(outputFolder, jobId, "manifest.json");
        if (!File.Exists(path))
            throw new DemoFailedException($"{path} is not there: nothing was committed.");

        using var manifest = JsonDocument.Parse(File.ReadAllText(path));
        return new(path, [.. manifest.RootElement.GetProperty("files").EnumerateArray().Select(CommittedFile.Read)]);
    }

    /// <summary>The committed file that came of an input, by the input's name.</summary>
    public CommittedFile Of(string inputName) =>
        Data.SingleOrDefault(file => System.IO.Path.GetFileName(file.Path) == inputName)
            ?? throw new DemoFailedException($"{Path} names no file {inputName}.");
}

/// <param name="Path">Where it lies on this machine.</param>
internal sealed record CommittedFile(string Path, string Kind, long Rows, string Sha256)
{
    public static CommittedFile Read(JsonElement file) => new(
        new Uri(file.GetProperty("uri").GetString()!).LocalPath,
        file.GetProperty("kind").GetString()!,
        file.GetProperty("rows").GetInt64(),
        file.GetProperty("sha256").GetString()!);
}
