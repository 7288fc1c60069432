using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Freehold.Demo.Data;
using Freehold.Demo.Stack;

namespace Freehold.Demo.Showcase;

/// <summary>The whole demonstration, from starting the stack to the verdict.</summary>
internal static class DemoRun
{
    private static readonly string[] Inputs = ["People.csv", "Salaries.csv"];
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>0 only if every promise was kept.</returns>
    public static async Task<int> RunAsync(Repository repository, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var folder = StackFolder.Make(repository.State("demo"));
        var output = Path.Combine(folder.Root, "output");
        if (Directory.Exists(output))
            Directory.Delete(output, recursive: true);

        // 1. A control plane and an agent.
        Heading("Starting a control plane (with a PostgreSQL of its own) and an agent on this machine");
        await using var stack = await LocalStack.StartAsync(repository, folder, port: 0, cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {stack.Address}, agent '{LocalStack.AgentLabel}' connected, {watch.Elapsed.TotalSeconds:0.0} s"));

        // 2. A job, twice: the second run shows that nothing about a pseudonym is left to chance.
        Heading("Submitting examples/baseball/anonymise.yaml: 20,262 people and 26,428 salaries (freehold submit --wait)");
        var first = await SubmitAsync(stack, repository, output, cancellationToken);
        Heading("And again, with the same key");
        var second = await SubmitAsync(stack, repository, output, cancellationToken);

        // 3. What came out.
        var manifest = Manifest.Read(output, first);
        var (before, after) = (ReadAll(name => Path.Combine(repository.Example, name)), ReadAll(name => manifest.Of(name).Path));
        ShowOutput(manifest, before, after);

        // 4. What left the agent.
        Heading("Everything that left the agent about the first job, as the control plane stored it: events, and metadata of the files");
        var events = await stack.Cli.RunForJsonAsync(["jobs", "events", first], cancellationToken);
        var artifacts = await stack.Cli.RunForJsonAsync(["jobs", "artifacts", first], cancellationToken);
        List<string> departed = [.. events.EnumerateArray().Concat(artifacts.EnumerateArray()).Select(fact => JsonSerializer.Serialize(fact, Readable))];
        departed.ForEach(fact => Console.WriteLine($"  {fact}"));

        // 5. Whether it was right.
        Heading("Checking");
        var checks = new Checks(Console.Out);
        new OutputChecks(before[0], before[1], after[0], after[1], checks).Run();
        var again = Manifest.Read(output, second);
        checks.Add("the second run gave the same output", Inputs.All(name => manifest.Of(name).Sha256 == again.Of(name).Sha256), "SHA-256 of both files");
        LeakCheck.Run(checks, before[0], "what left the agent", departed);
        LeakCheck.Run(checks, before[0], "the logs", stack.LogFiles.Select(ReadWhileWritten));

        Heading("Stopping");
        await stack.DisposeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {(checks.AllKept ? "All of that was right" : "Something was not right; the logs are in " + folder.Log("*"))}, {watch.Elapsed.TotalSeconds:0.0} s in all."));
        return checks.AllKept ? 0 : 1;
    }

    private static async Task<string> SubmitAsync(LocalStack stack, Repository repository, string output, CancellationToken cancellationToken)
    {
        var inputs = string.Join(", ", Inputs.Select(name => $"\"{FileUri(Path.Combine(repository.Example, name))}\""));
        var id = await stack.Cli.RunAsync(
            [
                "submit", Path.Combine(repository.Example, "anonymise.yaml"), "--wait", "--timeout", "5m",
                "--set", $"input=[{inputs}]", "--set", $"output=\"{FileUri(output)}/\"", "--set", $"agent={LocalStack.AgentLabel}",
            ],
            cancellationToken);
        return id.Trim();
    }

    private static void ShowOutput(Manifest manifest, CsvTable[] before, CsvTable[] after)
    {
        Heading("The output");
        Console.WriteLine($"  {manifest.Path}");
        foreach (var file in manifest.Files)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {file.Path} ({file.Rows:N0} rows)"));

        Heading("Some people, before and after");
        var rows = new[] { "aaronha01", "ruthba01", "jordami01" }.Where(before[0].Column("playerID").Contains);
        SideBySide.Write(Console.Out, before[0], after[0], [.. rows.Select(id => before[0].Column("playerID").ToList().IndexOf(id))],
            "playerID", "nameFirst", "nameLast", "nameGiven", "birthYear", "birthCity", "debut", "finalGame");
        Console.WriteLine();
        SideBySide.Write(Console.Out, before[1], after[1], [0, 1], "yearID", "teamID", "playerID", "salary");
    }

    private static CsvTable[] ReadAll(Func<string, string> path) => [.. Inputs.Select(name => CsvTable.Read(path(name)))];

    private static string FileUri(string path) => "file://" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string ReadWhileWritten(string path)
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd();
    }

    private static void Heading(string text)
    {
        Console.WriteLine();
        Console.WriteLine(text);
    }
}
