using Freehold.Buckets;
using Freehold.Worker.Output;

namespace Freehold.Worker.Tasks;

/// <summary>Where one run of a task reads and writes.</summary>
internal sealed record TaskContext
{
    private (FileInfo File, long Length, DateTime Written)? _fetched;

    /// <summary>The store that holds the task's object.</summary>
    public required IBucket Source { get; init; }

    /// <summary>Where its files go.</summary>
    public required AttemptOutput Output { get; init; }

    /// <summary>Existing folder of this run alone; removed after it.</summary>
    public required string Scratch { get; init; }

    /// <summary>Told now and then how much is done, from 0 to 1, and the number of rows in all; 0 while unknown.</summary>
    public required Action<double, long> OnProgress { get; init; }

    /// <summary>The object as a local file that may be read and not written.</summary>
    /// <returns>A path without any of the characters that the engine takes for a glob.</returns>
    public async Task<string> FetchAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        // The engine takes * ? [ in a file's name for a glob, and there may be any of them in the name of an object.
        var path = await Source.FetchAsync(task.ObjectName, Scratch, cancellationToken);
        var file = new FileInfo(path);
        _fetched = (file, file.Length, file.LastWriteTimeUtc);
        return File.CreateSymbolicLink(Path.Join(Scratch, "input"), path).FullName;
    }

    /// <summary>Whether the file has been written to, replaced or removed since it was fetched: it is read more than once.</summary>
    public bool HasInputChanged()
    {
        if (_fetched is not var (file, length, written))
            return false;
        file.Refresh();
        return !file.Exists || file.Length != length || file.LastWriteTimeUtc != written;
    }
}
