using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Freehold.Cli.Tests.Programs;

/// <summary>The real control plane as a process, with a database of its own.</summary>
internal sealed partial class RealControlPlane : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly DirectoryInfo _state;
    private readonly TaskCompletionSource<Uri> _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _printed = [];

    private RealControlPlane(Process process, DirectoryInfo state)
    {
        (_process, _state) = (process, state);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address => _answers.Task.Result;

    public string AuthorityFile => Path.Combine(_state.FullName, "ca.pem");

    public string OwnerTokenFile => Path.Combine(_state.FullName, "owner.token");

    public static async Task<RealControlPlane> StartAsync()
    {
        var state = Directory.CreateTempSubdirectory("freehold-cli-control-plane-");
        // The database may run as another user, who has to get here.
        File.SetUnixFileMode(state.FullName, (UnixFileMode)0b111_101_101);

        var start = new ProcessStartInfo(Built("Freehold.ControlPlane", "freehold-control-plane"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FREEHOLD_DATABASE__STATEDIRECTORY"] = state.FullName;
        start.Environment["FREEHOLD_ENDPOINT__LISTEN"] = "https://127.0.0.1:0";
        var bundled = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.tools/postgres/bin"));
        if (Directory.Exists(bundled))
            start.Environment["FREEHOLD_DATABASE__EMBEDDEDBINARIES"] = bundled;

        var controlPlane = new RealControlPlane(Process.Start(start)!, state);
        try
        {
            await controlPlane._answers.Task.WaitAsync(Limit);
            return controlPlane;
        }
        catch (TimeoutException e)
        {
            await controlPlane.DisposeAsync();
            throw new InvalidOperationException(string.Join('\n', controlPlane._printed), e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Limit);
        _process.Dispose();
        _state.Delete(recursive: true);
    }

    private static string Built(string project, string program) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, "release", program));

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_printed)
            _printed.Add(line);
        if (Answers().Match(line) is { Success: true } match)
            _answers.TrySetResult(new(match.Groups["address"].Value));
    }

    [GeneratedRegex(@"answers at (?<address>https://[\d.:]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Answers();
}
