using System.Text;
using Freehold.Protocol.V1;
using Google.Protobuf;

namespace Freehold.Agent.Executors;

/// <summary>
/// Reads a worker's standard output while it grows: one <see cref="WorkerReport"/> in JSON a line. A line that is none, or
/// too long, is counted and dropped; its text goes nowhere, since it may hold anything.
/// </summary>
/// <param name="path">The file; it may not be there yet.</param>
internal sealed class ReportReader(string path)
{
    /// <summary>Longest line in bytes: a result with the most and longest artifacts that the contract allows, with room.</summary>
    public const int MaxLineBytes = 512 * 1024;

    private const int FirstBufferBytes = 8 * 1024;

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _buffered;
    private long _offset;
    private bool _inOverlongLine;

    /// <summary>Lines that were no report.</summary>
    public int DroppedLines { get; private set; }

    /// <summary>The records that have come since the last call. Of consecutive progress records only the newest.</summary>
    /// <param name="final">Nothing will be written any more: what lies behind the last line's end counts as a line.</param>
    public IReadOnlyList<WorkerReport> ReadNew(bool final)
    {
        var records = new List<WorkerReport>();
        if (new FileInfo(path) is { Exists: true } file && file.Length > _offset)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            stream.Position = _offset;
            Read(stream, records);
        }

        if (final && (_buffered > 0 || _inOverlongLine))
        {
            AddLine(_buffer.AsSpan(0, _buffered), records);
            _buffered = 0;
        }

        return records;
    }

    private void Read(FileStream stream, List<WorkerReport> records)
    {
        while (true)
        {
            if (_buffered == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);

            var read = stream.Read(_buffer, _buffered, _buffer.Length - _buffered);
            if (read == 0)
                return;

            _offset += read;
            _buffered += read;
            TakeLines(records);
        }
    }

    private void TakeLines(List<WorkerReport> records)
    {
        var rest = _buffer.AsSpan(0, _buffered);
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            AddLine(rest[..end], records);

        // What is too long already is not worth keeping; its remainder is skipped when it comes.
        if (rest.Length > MaxLineBytes)
        {
            _inOverlongLine = true;
            rest = [];
        }

        rest.CopyTo(_buffer);
        _buffered = rest.Length;
    }

    private void AddLine(ReadOnlySpan<byte> line, List<WorkerReport> records)
    {
        var skipped = _inOverlongLine;
        _inOverlongLine = false;
        if (!skipped && line.TrimEnd((byte)'\r').IsEmpty)
            return;

        if (skipped || line.Length > MaxLineBytes || Parse(line) is not { KindCase: not WorkerReport.KindOneofCase.None } record)
        {
            DroppedLines++;
            return;
        }

        if (record.KindCase is WorkerReport.KindOneofCase.Progress && records is [.., { KindCase: WorkerReport.KindOneofCase.Progress }])
            records.RemoveAt(records.Count - 1);
        records.Add(record);
    }

    private static WorkerReport? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return Parser.Parse<WorkerReport>(Encoding.UTF8.GetString(line));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            return null;
        }
    }
}
