using System.Text;
using Freehold.Protocol.V1;
using Google.Protobuf;

namespace Freehold.Agent.Executors;

/// <summary>
/// Makes records of a worker's standard output as it comes: one <see cref="WorkerReport"/> in JSON a line. A line that is none, or
/// too long, is counted and dropped; its text goes nowhere, since it may hold anything.
/// </summary>
internal sealed class ReportLines
{
    /// <summary>Longest line in bytes: a result with the most and longest artifacts that the contract allows, with room.</summary>
    public const int MaxLineBytes = 512 * 1024;

    private const int FirstBufferBytes = 8 * 1024;

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _buffered;
    private bool _inOverlongLine;

    /// <summary>Lines that were no report.</summary>
    public int DroppedLines { get; private set; }

    /// <summary>Reads once from a stream.</summary>
    /// <param name="records">Gets what came. Of consecutive progress records only the newest stays.</param>
    /// <returns>How many bytes came; 0 at the end of the stream.</returns>
    public int ReadFrom(Stream stream, List<WorkerReport> records)
    {
        var room = Room();
        var read = stream.Read(_buffer, _buffered, room);
        Take(read, records);
        return read;
    }

    /// <inheritdoc cref="ReadFrom"/>
    public async Task<int> ReadFromAsync(Stream stream, List<WorkerReport> records, CancellationToken cancellationToken)
    {
        var room = Room();
        var read = await stream.ReadAsync(_buffer.AsMemory(_buffered, room), cancellationToken);
        Take(read, records);
        return read;
    }

    /// <summary>Nothing will come any more: what lies behind the last line's end counts as a line.</summary>
    public void Finish(List<WorkerReport> records)
    {
        if (_buffered == 0 && !_inOverlongLine)
            return;

        AddLine(_buffer.AsSpan(0, _buffered), records);
        _buffered = 0;
    }

    private int Room()
    {
        if (_buffered == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        return _buffer.Length - _buffered;
    }

    private void Take(int read, List<WorkerReport> records)
    {
        _buffered += read;
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
