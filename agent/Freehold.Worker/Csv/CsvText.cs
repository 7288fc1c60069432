using System.Text;

namespace Freehold.Worker.Csv;

/// <summary>Writes fields as RFC 4180 wants them.</summary>
internal static class CsvText
{
    /// <summary>Writes one field, in quotes when it needs them or <paramref name="always"/>.</summary>
    public static void Write(Stream to, ReadOnlySpan<byte> value, CsvFormat format, bool always)
    {
        if (!always && value.IndexOfAny([format.Delimiter, format.Quote, (byte)'\n', (byte)'\r']) < 0)
        {
            to.Write(value);
            return;
        }

        to.WriteByte(format.Quote);
        for (var quote = value.IndexOf(format.Quote); quote >= 0; quote = value.IndexOf(format.Quote))
        {
            to.Write(value[..(quote + 1)]);
            to.WriteByte(format.Quote);
            value = value[(quote + 1)..];
        }

        to.Write(value);
        to.WriteByte(format.Quote);
    }

    /// <summary>A header row with its line end. A single empty name is quoted, since an empty line would be no row.</summary>
    public static string Header(IReadOnlyList<string> names, CsvFormat format)
    {
        using var row = new MemoryStream();
        for (var index = 0; index < names.Count; index++)
        {
            if (index > 0)
                row.WriteByte(format.Delimiter);
            Write(row, Encoding.UTF8.GetBytes(names[index]), format, always: names is [""]);
        }

        row.WriteByte((byte)'\n');
        return Encoding.UTF8.GetString(row.ToArray());
    }
}
