namespace Freehold.Testing.Kubernetes;

/// <summary>
/// The volumes of a pod that runs as a process here: a folder for each mount, filled from its Secret if it has one. Where the container's
/// arguments and environment name a mount they are made to name its folder.
/// </summary>
public sealed class LocalVolumes : IDisposable
{
    private static readonly TimeSpan SecretLimit = TimeSpan.FromSeconds(30);

    private readonly ObjectStore _store;
    private readonly string _namespace;
    private readonly TemporaryFolder _folder = new();
    private readonly List<(string Mount, string Folder)> _mounts = [];

    private LocalVolumes(ObjectStore store, string @namespace) => (_store, _namespace) = (store, @namespace);

    /// <summary>Makes the folders; a Secret that is not there yet is waited for, as a kubelet does.</summary>
    public static async Task<LocalVolumes> MountAsync(ObjectStore store, SimulatedPod pod)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(pod);
        var volumes = new LocalVolumes(store, pod.Namespace);
        foreach (var mount in pod.Spec["containers"]![0]!["volumeMounts"]?.AsArray() ?? [])
        {
            var name = (string)mount!["name"]!;
            var folder = Directory.CreateDirectory(volumes._folder[name]).FullName;
            volumes._mounts.Add(((string)mount["mountPath"]!, folder));
            if (pod.Spec["volumes"]!.AsArray().Single(volume => (string?)volume!["name"] == name)!["secret"]?["secretName"] is { } secret)
                await FillAsync(folder, store, pod.Namespace, (string)secret!);
        }

        return volumes;
    }

    /// <summary>The text with mounts in the place of what the container would see.</summary>
    public string Translate(string text) =>
        _mounts.OrderByDescending(mount => mount.Mount.Length).FirstOrDefault(mount => text == mount.Mount || text.StartsWith(mount.Mount + "/", StringComparison.Ordinal)) is { Mount: { } mount, Folder: var folder }
            ? folder + text[mount.Length..]
            : text;

    /// <summary>What a Secret holds that a variable refers to; null when there is none.</summary>
    public string? SecretOf(string name, string key) => (string?)_store.Find("secrets", _namespace, name)?["stringData"]?[key];

    /// <summary>Takes the folders away.</summary>
    public void Dispose() => _folder.Dispose();

    private static async Task FillAsync(string folder, ObjectStore store, string @namespace, string name)
    {
        await Eventually.IsTrueAsync(() => store.Find("secrets", @namespace, name) is not null, SecretLimit);
        foreach (var (file, text) in store.Find("secrets", @namespace, name)!["stringData"]!.AsObject())
            await File.WriteAllTextAsync(Path.Combine(folder, file), (string)text!);
    }
}
