namespace Freehold.Benchmarks.Stores;

/// <summary>Moves files to a store and back.</summary>
internal interface ITransfers
{
    /// <summary>Writes an object and removes the file.</summary>
    Task UploadAsync(string path, string name, CancellationToken cancellationToken);

    /// <summary>Reads an object into a file of its name in the folder.</summary>
    Task DownloadAsync(string name, string folder, CancellationToken cancellationToken);
}
