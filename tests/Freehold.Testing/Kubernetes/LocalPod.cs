using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>Runs the container of a pod as a real process on this machine: its command, its environment, its output, its end.</summary>
public sealed class LocalPod
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly SimulatedPod _pod;
    private readonly Process _process;
    private readonly LocalMounts _mounts;
    private readonly ManualResetEventSlim _outputOver = new();
    private volatile bool _terminating;
    private int _ended;

    private LocalPod(SimulatedPod pod, Process process, LocalMounts mounts) => (_pod, _process, _mounts) = (pod, process, mounts);

    /// <summary>For <see cref="JobSimulation.PodMade"/>. It runs once what it mounts is there.</summary>
    public static void Start(SimulatedPod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        new Thread(() => Run(pod)) { IsBackground = true, Name = "kubelet" }.Start();
    }

    private static void Run(SimulatedPod pod)
    {
        var container = pod.Spec["containers"]![0]!.AsObject();
        var mounts = new LocalMounts(pod, container);
        string[] words = [.. Words(container, "command"), .. Words(container, "args").Select(mounts.Here)];
        var start = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var word in words.Skip(1))
            start.ArgumentList.Add(word);
        foreach (var variable in container["env"]?.AsArray() ?? [])
        {
            if (variable!["value"] is { } value)
                start.Environment[(string)variable["name"]!] = mounts.Here((string)value!);
            else if ((string?)variable["valueFrom"]?["fieldRef"]?["fieldPath"] is { } path && path.Split('\'') is [_, var annotation, _])
                start.Environment[(string)variable["name"]!] = pod.Annotation(annotation);
        }

        var local = new LocalPod(pod, new Process { StartInfo = start, EnableRaisingEvents = true }, mounts);
        local._process.OutputDataReceived += (_, line) =>
        {
            // The end of the output comes after its last line, so the end of the pod does too.
            if (line.Data is { } text)
                pod.Writes(text);
            else
                local.OutputIsOver();
        };
        if (!pod.TryBegin(local.Begin, local.Terminate))
            mounts.Remove();
    }

    private void Begin()
    {
        _process.Start();
        _pod.Run();
        _process.BeginOutputReadLine();
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
        var words = File.Exists(_mounts.MessagePath) ? File.ReadAllText(_mounts.MessagePath) : null;
        _pod.Ends(_process.ExitCode, message: words);
        _mounts.Remove();
    }
}
