using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace Freehold.Buckets.Directories;

/// <summary>A folder of this machine as a bucket.</summary>
internal sealed class DirectoryBucket(string root) : ITriedBucket
{
    private readonly string _root = Path.GetFullPath(root);

    public string AddressOf(string name) => BucketAddress.ForPath(PathOf(name));

    public async IAsyncEnumerable<BucketObject> ListAsync(
        string prefix, bool deep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var segments = prefix.LastIndexOf('/');
        var folder = segments <= 0 ? _root : PathOf(prefix[..segments]);
        foreach (var file in Guarded(folder, () => Directory.Exists(folder) ? FilesIn(folder, deep).ToList() : []))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Name.StartsWith(prefix, StringComparison.Ordinal))
                yield return file;
        }

        await Task.CompletedTask;
    }

    public Task<BucketObject?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        return Task.FromResult(Guarded(path, () => new FileInfo(path) is { Exists: true } file
            ? new BucketObject(name, file.Length, VersionOf(file.Length, file.LastWriteTimeUtc))
            : null));
    }

    public Task<string> FetchAsync(string name, string scratch, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        Guarded(path, () =>
        {
            RequireOwnFile(path);

            // Opened once, so that a missing right is known by its name and not as whatever the reader makes of it.
            using var probe = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return probe.Length;
        });
        return Task.FromResult(path);
    }

    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(e, BucketAddress.ForPath(path));
        }
    }

    public Task<IObjectDraft> BeginAsync(string name, string scratch, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        GuardedWrite(path, () => Directory.CreateDirectory(Path.GetDirectoryName(path)!));
        return Task.FromResult<IObjectDraft>(new FileDraft(path));
    }

    public Task<bool> PutIfAbsentAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        return Task.FromResult(GuardedWrite(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return WholeFile.WriteIfAbsent(path, content.Span);
        }));
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        Guarded(path, () =>
        {
            if (File.Exists(path))
                File.Delete(path);
            RemoveEmptyFolders(Path.GetDirectoryName(path)!);
            return true;
        });
        return Task.CompletedTask;
    }

    public async Task DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
            await DeleteAsync(name, cancellationToken);
    }

    public async Task<int> ReadBeginningAsync(string name, int mostBytes, CancellationToken cancellationToken)
    {
        var path = await FetchAsync(name, "", cancellationToken);
        return Guarded(path, () =>
        {
            using var file = File.OpenRead(path);
            return file.ReadAtLeast(new byte[mostBytes], mostBytes, throwOnEndOfStream: false);
        });
    }

    public Task<bool> TryPartsAsync(string name, CancellationToken cancellationToken) => Task.FromResult(false);

    public string LocalPathOf(string name) => PathOf(name);

    private FileSystemEnumerable<BucketObject> FilesIn(string folder, bool deep) => new(
        folder,
        (ref entry) => Described(ref entry),
        new EnumerationOptions { RecurseSubdirectories = deep, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,

        // A link to a folder above would be listed without end.
        ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

    private BucketObject Described(ref FileSystemEntry entry)
    {
        var size = SizeOf(ref entry);
        return new(Path.GetRelativePath(_root, entry.ToFullPath()), size, VersionOf(size, entry.LastWriteTimeUtc.UtcDateTime));
    }

    private static string VersionOf(long size, DateTime written) => $"{size}-{written.Ticks}";

    // An entry that is a link has the length of the link's own text. One that leads nowhere is listed all the same: who reads it
    // learns why it cannot be read, and the others are not kept from being listed.
    private static long SizeOf(ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
        ? entry.Length
        : FileKind.Resolve(entry.ToFullPath()) is { } target && new FileInfo(target) is { Exists: true } file ? file.Length : 0;

    private static T Guarded<T>(string path, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(e, BucketAddress.ForPath(path));
        }
    }

    private static T GuardedWrite<T>(string path, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.TranslateWrite(e, BucketAddress.ForPath(path));
        }
    }

    // A link may lead about within the folder. One that leads out of it would show what nobody has named, to people whose policy
    // may forbid it; and what is no file never ends, or never begins.
    private void RequireOwnFile(string path)
    {
        if (FileKind.Resolve(path) is not { } target)
            return; // what is wrong shows when it is opened
        if (!IsUnder(FileKind.Resolve(_root) ?? _root, target) || FileKind.IsOther(target))
            throw new BucketException(BucketError.NotAFile, BucketAddress.ForPath(path));
    }

    private static bool IsUnder(string folder, string path) => path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    private string PathOf(string name)
    {
        // Names come from documents and listings; one that climbs out of the bucket is a bug or an attack.
        var path = Path.Join(_root, name);
        ObjectName.Require(name, BucketAddress.ForPath(path));
        return path;
    }

    // Object stores have no folders: one that held only what was deleted goes with it, as it came with it.
    private void RemoveEmptyFolders(string folder)
    {
        while (folder.Length > _root.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }
    }
}
