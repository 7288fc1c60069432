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
    private readonly ManualResetEventSlim _outputOver = new();
    private volatile bool _terminating;
    private int _ended;

    private LocalPod(SimulatedPod pod, Process process) => (_pod, _process) = (pod, process);

    /// <summary>For <see cref="JobSimulation.PodMade"/>.</summary>
    public static void Start(SimulatedPod pod) => Start(pod, text => text, (_, _) => null);

    /// <summary>The same, with the volumes of the pod as folders of this machine.</summary>
    public static void Start(SimulatedPod pod, LocalVolumes volumes)
    {
        ArgumentNullException.ThrowIfNull(volumes);
        Start(pod, volumes.Translate, volumes.SecretOf);
    }

    private static void Start(SimulatedPod pod, Func<string, string> translate, Func<string, string, string?> secretOf)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var container = pod.Spec["containers"]![0]!.AsObject();
        if (pod.Spec["nodeSelector"] is JsonObject { Count: > 0 })
        {
            // This machine is a node without labels.
            pod.IsUnschedulable();
            return;
        }

        if ((string?)container["image"] is { } image && image.Any(char.IsUpper))
        {
            pod.WaitsIn("InvalidImageName", $"couldn't parse image name \"{image}\": invalid reference format: repository name must be lowercase");
            return;
        }

        string[] words = [.. Words(container, "command"), .. Words(container, "args")];
        var start = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var word in words.Skip(1))
            start.ArgumentList.Add(translate(word));
        foreach (var variable in container["env"]?.AsArray() ?? [])
        {
            if (variable!["value"] is { } value)
                start.Environment[(string)variable["name"]!] = translate((string)value!);
            else if (variable["valueFrom"]?["secretKeyRef"] is { } key)
                start.Environment[(string)variable["name"]!] = secretOf((string)key["name"]!, (string)key["key"]!);
        }

        var local = new LocalPod(pod, new Process { StartInfo = start, EnableRaisingEvents = true });
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
        _pod.Ends(_process.ExitCode);
    }
}
