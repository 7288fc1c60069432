using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>Runs the container of a pod as a real process on this machine: its command, its environment, its output, its end.</summary>
public sealed class LocalPod
{
    // Where a container leaves its last words, unless its pod says otherwise.
    private const string MessagePath = "/dev/termination-log";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly SimulatedPod _pod;
    private readonly Process _process;
    private readonly string _message;
    private readonly ManualResetEventSlim _outputOver = new();
    private volatile bool _terminating;
    private int _ended;

    private LocalPod(SimulatedPod pod, Process process, string message) => (_pod, _process, _message) = (pod, process, message);

    /// <summary>For <see cref="JobSimulation.PodMade"/>.</summary>
    public static void Start(SimulatedPod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var container = pod.Spec["containers"]![0]!.AsObject();
        var message = Path.GetTempFileName();
        string[] words = [.. Words(container, "command"), .. Words(container, "args").Select(word => word is MessagePath ? message : word)];
        var start = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var word in words.Skip(1))
            start.ArgumentList.Add(word);
        foreach (var variable in container["env"]?.AsArray() ?? [])
        {
            if (variable!["value"] is { } value)
                start.Environment[(string)variable["name"]!] = (string?)value;
            else if ((string?)variable["valueFrom"]?["fieldRef"]?["fieldPath"] is { } path && path.Split('\'') is [_, var annotation, _])
                start.Environment[(string)variable["name"]!] = pod.Annotation(annotation);
        }

        var local = new LocalPod(pod, new Process { StartInfo = start, EnableRaisingEvents = true }, message);
        local._process.OutputDataReceived += (_, line) =>
        {
            // The end of the output comes after its last line, so the end of the pod does too.
            if (line.Data is { } text)
                pod.Writes(text);
            else
                local.OutputIsOver();
        };
        pod.OnTerminate = _ => local.Terminate();
        local._process.Start();
        pod.Run();
        local._process.BeginOutputReadLine();
    }

    private static IEnumerable<string> Words(JsonObject container, string key) => container[key]?.AsArray().Select(word => (string)word!) ?? [];

    private void OutputIsOver()
    {
        _outputOver.Set();
        if (!_terminating)
            End();
    }

    // Called while the API server changes the pod: what comes of the process meanwhile must not wait for that.
    private void Terminate()
    {
        _terminating = true;
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        if (!_process.WaitForExit(Grace))
            _process.Kill(entireProcessTree: true);
        _outputOver.Wait(Grace);
        End();
    }

    private void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
            return;

        _process.WaitForExit(Grace);
        var words = File.ReadAllText(_message);
        File.Delete(_message);
        _pod.Ends(_process.ExitCode, message: words.Length > 0 ? words : null);
    }
}
