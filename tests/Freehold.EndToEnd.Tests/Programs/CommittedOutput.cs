using System.Text.Json;

namespace Freehold.EndToEnd.Tests.Programs;

/// <summary>What lies in the customer's bucket when a job has ended, read as a reader is told to: by the manifest only.</summary>
internal sealed class CommittedOutput
{
    private readonly string _folder;
    private readonly JsonElement _manifest;

    private CommittedOutput(string folder, JsonElement manifest)
    {
        _folder = folder;
        _manifest = manifest;
    }

    public int Attempt => _manifest.GetProperty("attempt").GetInt32();

    public IReadOnlyList<string> Files =>
        [.. _manifest.GetProperty("files").EnumerateArray().Select(file => Path.Combine(_folder, file.GetProperty("name").GetString()!))];

    public long Rows => _manifest.GetProperty("files").EnumerateArray().Sum(file => file.GetProperty("rows").GetInt64());

    public static CommittedOutput Of(string output, string jobId)
    {
        var folder = Path.Combine(output, jobId);
        return new(folder, JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json"))).RootElement);
    }

    public static bool Exists(string output, string jobId) => File.Exists(Path.Combine(output, jobId, "manifest.json"));

    /// <summary>Files of data under a job's folder that no manifest names: half-written or abandoned output.</summary>
    public static IReadOnlyList<string> Leftovers(string output, string jobId)
    {
        var folder = Path.Combine(output, jobId);
        if (!Directory.Exists(folder))
            return [];

        var named = Exists(output, jobId) ? Of(output, jobId).Files : [];
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/logs/", StringComparison.Ordinal) && Path.GetFileName(file) != "manifest.json")
            .Except(named, StringComparer.Ordinal)];
    }

    /// <summary>The rows of one committed file without its header.</summary>
    public string[] Lines(string name) => File.ReadAllLines(Files.Single(file => Path.GetFileName(file) == name))[1..];

    /// <summary>Everything under the job's folder, logs too.</summary>
    public string AllText() =>
        string.Concat(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
}
