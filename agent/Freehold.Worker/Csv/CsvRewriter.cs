namespace Freehold.Worker.Csv;

/// <summary>
/// Writes a sound but odd file again so that the engine's reader cannot misread it: LF after every row, quotes around every
/// field that needs them or had them, no header and no byte order mark. Values stay byte for byte.
/// </summary>
internal static class CsvRewriter
{
    /// <summary>Copies every row after the header. The file has been inspected and has no problem.</summary>
    public static void Rewrite(Stream from, Stream to, CsvFormat format, bool oneColumn, CancellationToken cancellationToken)
    {
        using var reader = new CsvReader(from, format);
        var scratch = Array.Empty<byte>();
        var rows = 0L;

        if (format.Header)
            reader.Read();
        reader.BlankLinesAreRows = oneColumn;

        while (reader.Read())
        {
            for (var index = 0; index < reader.FieldCount; index++)
            {
                if (index > 0)
                    to.WriteByte(format.Delimiter);
                CsvText.Write(to, reader.Field(index, ref scratch), format, reader.IsQuoted(index));
            }

            to.WriteByte((byte)'\n');
            if ((++rows & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
