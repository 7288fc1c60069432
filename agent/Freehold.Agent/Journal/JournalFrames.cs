using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;

namespace Freehold.Agent.Journal;

/// <summary>
/// The bytes of the journal: a header of eight bytes, then frames of length (4 bytes, little endian), CRC-32C of length
/// and record (4 bytes), record. A frame that is cut short or does not match its checksum ends the reading.
/// </summary>
internal static class JournalFrames
{
    /// <summary>Longest record. Far above the largest event and document; a longer length is damage, not a record.</summary>
    public const int MaxRecordBytes = 4 * 1024 * 1024;

    private const int FrameHeaderBytes = 8;

    /// <summary>First bytes of the file; the last but one is the version of the format.</summary>
    public static ReadOnlySpan<byte> FileHeader => "FHJRNL1\n"u8;

    /// <summary>Appends the frame of one record.</summary>
    public static void Write(IBufferWriter<byte> output, JournalRecord record)
    {
        var length = record.CalculateSize();
        var frame = output.GetSpan(FrameHeaderBytes + length)[..(FrameHeaderBytes + length)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        record.WriteTo(frame[FrameHeaderBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum(frame[..4], frame[FrameHeaderBytes..]));
        output.Advance(frame.Length);
    }

    /// <summary>Reads every whole record from the start of a file.</summary>
    /// <param name="records">The records in the order they were written.</param>
    /// <returns>How many bytes were good. What follows was never promised to anyone: a crash cut the last write short.</returns>
    /// <exception cref="InvalidDataException">The file starts with something else: it is no journal, or of another version.</exception>
    public static int Read(ReadOnlySpan<byte> file, List<JournalRecord> records)
    {
        if (file.Length < FileHeader.Length && FileHeader.StartsWith(file))
            return 0;
        if (!file.StartsWith(FileHeader))
            throw new InvalidDataException("The file is no journal of this version of the agent.");

        var good = FileHeader.Length;
        while (TryReadFrame(file[good..], out var record, out var length))
        {
            records.Add(record);
            good += length;
        }

        return good;
    }

    private static bool TryReadFrame(ReadOnlySpan<byte> bytes, out JournalRecord record, out int length)
    {
        record = null!;
        length = 0;
        if (bytes.Length < FrameHeaderBytes)
            return false;

        var recordLength = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (recordLength is < 0 or > MaxRecordBytes || bytes.Length - FrameHeaderBytes < recordLength)
            return false;

        var content = bytes.Slice(FrameHeaderBytes, recordLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Checksum(bytes[..4], content))
            return false;

        record = JournalRecord.Parser.ParseFrom(content);
        length = FrameHeaderBytes + recordLength;
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> length, ReadOnlySpan<byte> content)
    {
        var checksum = uint.MaxValue;
        foreach (var value in length)
            checksum = BitOperations.Crc32C(checksum, value);

        while (content.Length >= 8)
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(content));
            content = content[8..];
        }

        foreach (var value in content)
            checksum = BitOperations.Crc32C(checksum, value);
        return ~checksum;
    }
}
