// Running other programs: their output is shown as it comes, and an exit code that is not 0 ends the build.
using System.Diagnostics;
using IO = System.IO;

string Root => Context.Environment.WorkingDirectory.FullPath;
string Tools => IO.Path.Combine(Root, ".tools");

void Run(string program, IEnumerable<string> arguments, string folder = null, IDictionary<string, string> environment = null)
{
    var code = RunForExitCode(program, arguments, folder, environment);
    if (code != 0)
        throw new CakeException(code, $"{program} {string.Join(' ', arguments)} ended with exit code {code}");
}

int RunForExitCode(string program, IEnumerable<string> arguments, string folder = null, IDictionary<string, string> environment = null)
{
    using var process = Process.Start(StartOf(program, arguments, folder, environment));
    process.WaitForExit();
    return process.ExitCode;
}

ProcessStartInfo StartOf(string program, IEnumerable<string> arguments, string folder = null, IDictionary<string, string> environment = null)
{
    var start = new ProcessStartInfo(program) { WorkingDirectory = folder ?? Root, UseShellExecute = false };
    foreach (var argument in arguments)
        start.ArgumentList.Add(argument);
    foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        start.Environment[name] = value;
    return start;
}

bool OnPath(string program) => (System.Environment.GetEnvironmentVariable("PATH") ?? "")
    .Split(IO.Path.PathSeparator)
    .Any(folder => IO.File.Exists(IO.Path.Combine(folder, program)));
