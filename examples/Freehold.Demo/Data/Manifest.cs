using System.Text.Json;

namespace Freehold.Demo.Data;

/// <summary>What a job committed: the manifest under its output prefix, and the files that it names.</summary>
internal sealed class Manifest
{
    private Manifest(string path, IReadOnlyList<CommittedFile> files)
    {
        (Path, Files) = (path, files);
    }

    public string Path { get; }

    public IReadOnlyList<CommittedFile> Files { get; }

    /// <exception cref="DemoFailedException">There is none.</exception>
    public static Manifest Read(string outputFolder, string jobId)
    {
        var folder = System.IO.Path.Combine(outputFolder, jobId);
        var path = System.IO.Path.Combine(folder, "manifest.json");
        if (!File.Exists(path))
            throw new DemoFailedException($"{path} is not there: nothing was committed.");

        using var manifest = JsonDocument.Parse(File.ReadAllText(path));
        return new(path, [.. manifest.RootElement.GetProperty("files").EnumerateArray().Select(file => CommittedFile.Read(file, folder))]);
    }

    /// <summary>The committed file that came of an input, by the input's name.</summary>
    public CommittedFile Of(string inputName) =>
        Files.SingleOrDefault(file => System.IO.Path.GetFileName(file.Path) == inputName)
            ?? throw new DemoFailedException($"{Path} names no file {inputName}.");
}

/// <param name="Path">Where it lies on this machine.</param>
internal sealed record CommittedFile(string Path, long Rows, string Sha256)
{
    public static CommittedFile Read(JsonElement file, string folder) => new(
        System.IO.Path.Combine(folder, file.GetProperty("name").GetString()!),
        file.GetProperty("rows").GetInt64(),
        file.GetProperty("sha256").GetString()!);
}
