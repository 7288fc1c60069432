using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>Runs the container of a pod as a real process on this machine: its command, its environment, its output, its end.</summary>
public sealed class LocalPod
{
    // Where a container leaves its last words, unless its pod says otherwise.
    private const string WordsPath = "/dev/termination-log";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly SimulatedPod _pod;
    private readonly Process _process;
    private readonly string _words;
    private readonly IDisposable? _owned;
    private readonly ManualResetEventSlim _outputOver = new();
    private volatile bool _terminating;
    private int _ended;

    private LocalPod(SimulatedPod pod, Process process, string words, IDisposable? owned) => (_pod, _process, _words, _owned) = (pod, process, words, owned);

    /// <summary>For <see cref="JobSimulation.PodMade"/>.</summary>
    public static void Start(SimulatedPod pod) => Start(pod, text => text, (_, _) => null, owned: null);

    /// <summary>The same, with the volumes of the pod as folders of this machine.</summary>
    public static void Start(SimulatedPod pod, LocalVolumes volumes)
    {
        ArgumentNullException.ThrowIfNull(volumes);
        Start(pod, volumes.Translate, volumes.SecretOf, owned: null);
    }

    /// <summary>The same, with volumes of its own, which go when it has ended.</summary>
    public static void StartMounted(SimulatedPod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        new Thread(() => Mount(pod)) { IsBackground = true, Name = "kubelet" }.Start();
    }

    private static void Mount(SimulatedPod pod)
    {
        LocalVolumes volumes;
        try
        {
            volumes = LocalVolumes.MountAsync(pod.Store, pod).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            return; // As on a cluster: it waits for a Secret that does not come.
        }

        Start(pod, volumes.Translate, volumes.SecretOf, volumes);
    }

    private static void Start(SimulatedPod pod, Func<string, string> translate, Func<string, string, string?> secretOf, IDisposable? owned)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var container = pod.Spec["containers"]![0]!.AsObject();
        if (pod.Spec["nodeSelector"] is JsonObject { Count: > 0 })
        {
            // This machine is a node without labels.
            pod.IsUnschedulable();
            owned?.Dispose();
            return;
        }

        if ((string?)container["image"] is { } image && image.Any(char.IsUpper))
        {
            pod.WaitsIn("InvalidImageName", $"couldn't parse image name \"{image}\": invalid reference format: repository name must be lowercase");
            owned?.Dispose();
            return;
        }

        var lastWords = Path.GetTempFileName();
        string[] words = [.. Words(container, "command"), .. Words(container, "args")];
        var start = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var word in words.Skip(1))
            start.ArgumentList.Add(word is WordsPath ? lastWords : translate(word));
        foreach (var variable in container["env"]?.AsArray() ?? [])
        {
            if (variable!["value"] is { } value)
                start.Environment[(string)variable["name"]!] = translate((string)value!);
            else if (variable["valueFrom"]?["secretKeyRef"] is { } key)
                start.Environment[(string)variable["name"]!] = secretOf((string)key["name"]!, (string)key["key"]!);
            else if ((string?)variable["valueFrom"]?["fieldRef"]?["fieldPath"] is { } path && path.Split('\'') is [_, var annotation, _])
                start.Environment[(string)variable["name"]!] = pod.Annotation(annotation);
        }

        var local = new LocalPod(pod, new Process { StartInfo = start, EnableRaisingEvents = true }, lastWords, owned);
        local._process.OutputDataReceived += (_, line) =>
        {
            // The end of the output comes after its last line, so the end of the pod does too.
            if (line.Data is { } text)
                pod.Writes(text);
            else
                local.OutputIsOver();
        };
        if (!pod.TryBegin(local.Begin, local.Terminate))
            local.Clear();
    }

    private void Begin()
    {
        _process.Start();
        _pod.Run();
        _process.BeginOutputReadLine();
    }

    private void Clear()
    {
        File.Delete(_words);
        _owned?.Dispose();
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
        _pod.Ends(_process.ExitCode, message: File.ReadAllText(_words) is { Length: > 0 } words ? words : null);
        Clear();
    }
}
