using System.Text.Json;

namespace Freehold.Worker.Rows;

/// <summary>Writes why rows were put aside: one JSON object a row, without any of its values.</summary>
internal sealed class ReasonWriter(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write);

    public void Write(long line, BadRow row)
    {
        using (var json = new Utf8JsonWriter(_file))
        {
            json.WriteStartObject();
            json.WriteNumber("line", line);
            json.WriteString("reason", row.Reason);
            if (row.Column.Length > 0)
                json.WriteString("column", row.Column);
            json.WriteEndObject();
        }

        _file.WriteByte((byte)'\n');
    }

    public void Dispose() => _file.Dispose();
}
