using System.Text;
using Freehold.Protocol.V1;
using Freehold.Worker.Output;
using Freehold.Worker.Run;
using Google.Protobuf;

namespace Freehold.Worker.Tests;

/// <summary>A folder with inputs, and jobs run on them as <c>freehold-worker run</c> does, within this process.</summary>
internal sealed class WorkBench : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("freehold-worker-test-").FullName;

    public string OutputFolder => Path.Join(Root, "out");

    public string PathOf(string name) => Path.Join(Root, name);

    public void Put(string name, string content) => Put(name, Encoding.UTF8.GetBytes(content));

    public void Put(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), content);
    }

    /// <summary>A document over <c>in/*</c>; <paramref name="more"/> are further lines at the top level.</summary>
    public string Document(string rules, string input = "in/*", string spec = "", string more = "")
    {
        var path = PathOf($"job-{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, $"""
            kind: transform
            input: file://{Root}/{input}
            output: file://{OutputFolder}/
            {more}
            spec:
              key: {"{secret: test/key}"}
              {spec}
              rules: {rules.ReplaceLineEndings(" ")}

            """);
        return path;
    }

    public Task<BenchRun> RunAsync(string rules, string input = "in/*", string spec = "", string more = "", int attempt = 1, string jobId = "job") =>
        RunDocumentAsync(Document(rules, input, spec, more), attempt, jobId, CancellationToken.None);

    /// <summary>A job whose spec is given whole.</summary>
    public Task<BenchRun> RunSpecAsync(string spec, string input = "in/*", string more = "", string jobId = "job")
    {
        var path = PathOf($"job-{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, $"""
            kind: transform
            input: file://{Root}/{input}
            output: file://{OutputFolder}/
            {more}
            spec:
              {spec.ReplaceLineEndings("\n  ")}

            """);
        return RunDocumentAsync(path, attempt: 1, jobId, CancellationToken.None);
    }

    public async Task<BenchRun> RunDocumentAsync(string document, int attempt, string jobId, CancellationToken stopping)
    {
        using var report = new MemoryStream();
        using var people = new StringWriter();
        var arguments = new RunArguments(document, jobId, attempt, PathOf($"work-{attempt}-{Guid.NewGuid():N}"), []);

        var code = await new RunCommand(report, people, TimeProvider.System, ownsProcess: false).RunAsync(arguments, stopping).WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        return new(code, Encoding.UTF8.GetString(report.ToArray()), people.ToString());
    }

    public string Output(string name, string jobId = "job", int attempt = 1) =>
        File.ReadAllText(Path.Join(OutputFolder, jobId, $"{attempt}", name));

    public string OutputPath(string name, string jobId = "job", int attempt = 1) => Path.Join(OutputFolder, jobId, $"{attempt}", name);

    /// <summary>Every file under the output, relative to it, without logs.</summary>
    public IReadOnlyList<string> OutputFiles => !Directory.Exists(OutputFolder)
        ? []
        : [.. Directory.EnumerateFiles(OutputFolder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(OutputFolder, path))
            .Where(path => !path.Contains("/logs/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public Manifest ManifestOf(string jobId = "job") => Manifest.Parse(File.ReadAllBytes(Path.Join(OutputFolder, jobId, "manifest.json")));

    /// <summary>Everything that a run leaves or says: output, logs, report, standard error.</summary>
    public string Everything(BenchRun run)
    {
        var everything = new StringBuilder(run.Report).Append(run.People);
        if (Directory.Exists(OutputFolder))
        {
            foreach (var file in Directory.EnumerateFiles(OutputFolder, "*", SearchOption.AllDirectories))
                everything.Append(file).Append(Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        }

        return everything.ToString();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>How a run ended.</summary>
internal sealed record BenchRun(int ExitCode, string Report, string People)
{
    public IReadOnlyList<WorkerReport> Reports =>
        [.. Report.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonParser.Default.Parse<WorkerReport>(line))];

    public Succeeded Succeeded => Last.Succeeded ?? throw new AssertionException($"{Report}{People}");

    public Failed Failed => Last.Failed ?? throw new AssertionException($"{Report}{People}");

    private WorkerReport Last => Reports.Count > 0 ? Reports[^1] : throw new AssertionException($"It reported nothing; exit code {ExitCode}. {People}");

    public void AssertCommitted() => Assert.That(ExitCode, Is.Zero, People + Report);
}
