using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors;

/// <summary>Reads the file that is a worker's standard output while it grows.</summary>
/// <param name="path">The file; it may not be there yet.</param>
internal sealed class ReportReader(string path)
{
    private readonly ReportLines _lines = new();
    private long _offset;

    /// <inheritdoc cref="ReportLines.DroppedLines"/>
    public int DroppedLines => _lines.DroppedLines;

    /// <summary>The records that have come since the last call. Of consecutive progress records only the newest.</summary>
    /// <param name="final">Nothing will be written any more: what lies behind the last line's end counts as a line.</param>
    public IReadOnlyList<WorkerReport> ReadNew(bool final)
    {
        var records = new List<WorkerReport>();
        if (new FileInfo(path) is { Exists: true } file && file.Length > _offset)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            stream.Position = _offset;
            for (int read; (read = _lines.ReadFrom(stream, records)) > 0;)
                _offset += read;
        }

        if (final)
            _lines.Finish(records);
        return records;
    }
}
