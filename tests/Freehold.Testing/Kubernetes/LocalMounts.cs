using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>The volumes of a pod that runs as a process on this machine: folders of its own, and paths that lead there.</summary>
internal sealed class LocalMounts
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("freehold-test-pod-");
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

    /// <summary>Makes the folders. A Secret that is not there yet is waited for, as a kubelet does.</summary>
    public LocalMounts(SimulatedPod pod, JsonObject container)
    {
        var volumes = pod.Spec["volumes"]?.AsArray().ToDictionary(volume => (string)volume!["name"]!, volume => volume!.AsObject(), StringComparer.Ordinal) ?? [];
        foreach (var mount in container["volumeMounts"]?.AsArray() ?? [])
        {
            var folder = _root.CreateSubdirectory((string)mount!["name"]!).FullName;
            _paths[(string)mount["mountPath"]!] = folder;
            if ((string?)volumes[(string)mount["name"]!]["secret"]?["secretName"] is { } secret)
                Write(pod, secret, folder);
        }

        MessagePath = Path.Join(_root.FullName, "message");
        _paths["/dev/termination-log"] = MessagePath;
    }

    /// <summary>File for the last words.</summary>
    public string MessagePath { get; }

    /// <summary>A word of a command line, or a variable's value, with the path that a mounted one is here.</summary>
    public string Here(string word)
    {
        var mounted = _paths.Keys.FirstOrDefault(path => word == path || word.StartsWith(path + "/", StringComparison.Ordinal));
        return mounted is null ? word : _paths[mounted] + word[mounted.Length..];
    }

    public void Remove() => _root.Delete(recursive: true);

    private static void Write(SimulatedPod pod, string secret, string folder)
    {
        if (!SpinWait.SpinUntil(() => pod.Secret(secret) is not null || !pod.IsThere, Limit) || pod.Secret(secret) is not { } content)
            return;
        foreach (var (name, value) in content)
            File.WriteAllText(Path.Join(folder, name), (string?)value);
    }
}
