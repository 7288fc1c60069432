// All tests: two projects at a time and one alone, one line each, and the failures with their names. The sums come last.
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

/// <param name="Failures">What to print; empty when all is well.</param>
record TestRun(string Name, int Passed, int Failed, int Skipped, TimeSpan Took, IReadOnlyList<string> Failures);

/// The last line that Test prints; null until tests ran.
string testSummary = null;

void RunAllTests()
{
    var results = IO.Path.Combine(Root, "artifacts", "test");
    if (IO.Directory.Exists(results))
        IO.Directory.Delete(results, recursive: true);
    IO.Directory.CreateDirectory(results);

    var runs = new List<TestRun>();
    void Run(Func<TestRun> run)
    {
        var finished = run();
        lock (runs)
        {
            runs.Add(finished);
            Report(finished);
        }
    }

    // Whole programs that wait for each other, alone and last: beside tests that use up every processor they would miss their limits.
    var alone = TestProjects().Where(project => project.EndsWith("Freehold.EndToEnd.Tests.csproj")).ToList();
    Parallel.ForEach(
        TestProjects().Except(alone).Select(project => (Func<TestRun>)(() => RunTestProject(project, results))).Prepend(() => VerifyFormat(results)),
        new ParallelOptions { MaxDegreeOfParallelism = 2 },
        Run);
    foreach (var project in alone)
        Run(() => RunTestProject(project, results));

    testSummary = $"{runs.Sum(run => run.Passed)} passed, {runs.Sum(run => run.Failed)} failed, {runs.Sum(run => run.Skipped)} skipped";
    if (runs.Any(run => run.Failed > 0))
        throw new CakeException("Tests failed.");
}

IEnumerable<string> TestProjects() => IO.Directory
    .EnumerateFiles(IO.Path.Combine(Root, "tests"), "*.csproj", IO.SearchOption.AllDirectories)
    .Where(project => IO.File.ReadAllText(project).Contains("<IsTestProject>true"))
    .OrderBy(project => project, StringComparer.Ordinal);

TestRun RunTestProject(string project, string results)
{
    var name = IO.Path.GetFileNameWithoutExtension(project);
    var report = IO.Path.Combine(results, $"{name}.trx");
    var log = IO.Path.Combine(results, $"{name}.log");
    var (code, took) = RunQuietly(
        "dotnet",
        new[] { "test", project, "-c", "Release", "--no-build", "--nologo", "--filter", "TestCategory!=Chaos&TestCategory!=ByHand", "--logger", $"trx;LogFileName={report}" },
        log,
        limit: TimeSpan.FromMinutes(18));
    return ReadReport(name, report, log, code, took);
}

// Counted as one test: the code is formatted as .editorconfig says.
TestRun VerifyFormat(string results)
{
    var log = IO.Path.Combine(results, "format.log");
    var (code, took) = RunQuietly(
        "dotnet", new[] { "format", "Freehold.slnx", "--verify-no-changes", "--no-restore" }, log, limit: TimeSpan.FromMinutes(12));
    return code == 0
        ? new("dotnet format", 1, 0, 0, took, new string[0])
        : new("dotnet format", 0, 1, 0, took, IO.File.ReadLines(log).Where(line => line.Contains(": error")).Distinct().Take(20).ToList());
}

TestRun ReadReport(string name, string report, string log, int code, TimeSpan took)
{
    if (!IO.File.Exists(report))
        return new(name, 0, 1, 0, took, new[] { $"{name} ended with exit code {code} and without a report; see artifacts/test/{name}.log" });

    XNamespace trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    var tests = XDocument.Load(report).Descendants(trx + "UnitTestResult").ToList();
    var passed = tests.Count(test => (string)test.Attribute("outcome") == "Passed");
    var skipped = tests.Count(test => (string)test.Attribute("outcome") == "NotExecuted");
    var failures = tests
        .Where(test => (string)test.Attribute("outcome") is not ("Passed" or "NotExecuted"))
        .Select(test => FailureText((string)test.Attribute("testName"), test.Descendants(trx + "Message").FirstOrDefault()?.Value))
        .ToList();

    if (tests.Count == 0)
        failures.Add($"{name} holds no test");
    else if (code != 0 && failures.Count == 0)
        failures.Add(FailureText($"{name} ended with exit code {code} though no test failed; artifacts/test/{name}.log begins", Beginning(log)));
    return new(name, passed, failures.Count, skipped, took, failures);
}

// After the two lines with which every run begins.
string Beginning(string log) => string.Join('\n', IO.File.ReadLines(log).Skip(2).Take(8));

string FailureText(string test, string message) =>
    string.Join("\n      ", (message ?? "").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Take(12).Prepend(test));

void Report(TestRun run)
{
    var line = $"{(run.Failed > 0 ? "FAILED" : "ok"),-6}  {run.Name,-44} {run.Passed,5} passed {run.Failed,3} failed {run.Skipped,3} skipped  {run.Took.TotalSeconds,6:0.0} s";
    Console.WriteLine(line);
    foreach (var failure in run.Failures)
        Console.WriteLine($"    - {failure}");
}

/// Runs a program with its output in a file. Past the limit it is ended with all its children; the code is then -1.
(int Code, TimeSpan Took) RunQuietly(string program, IEnumerable<string> arguments, string log, TimeSpan limit)
{
    var watch = Stopwatch.StartNew();
    var start = StartOf(program, arguments);
    start.RedirectStandardOutput = start.RedirectStandardError = true;

    using var output = IO.TextWriter.Synchronized(new IO.StreamWriter(log));
    using var process = Process.Start(start);
    process.OutputDataReceived += (_, line) => output.WriteLine(line.Data);
    process.ErrorDataReceived += (_, line) => output.WriteLine(line.Data);
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();

    if (process.WaitForExit(limit))
    {
        process.WaitForExit();
        return (process.ExitCode, watch.Elapsed);
    }

    output.WriteLine($"Ended after {limit.TotalMinutes:0} minutes.");
    process.Kill(entireProcessTree: true);
    process.WaitForExit();
    return (-1, watch.Elapsed);
}
