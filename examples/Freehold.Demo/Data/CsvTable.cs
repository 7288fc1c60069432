using System.Text;

namespace Freehold.Demo.Data;

/// <summary>A CSV file in memory: small enough here, so that every cell can be checked.</summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, int> _columns;

    private CsvTable(IReadOnlyList<string[]> records)
    {
        Header = records[0];
        Rows = [.. records.Skip(1)];
        _columns = Header.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<string[]> Rows { get; }

    public static CsvTable Read(string path) => new([.. Records(File.ReadAllText(path))]);

    public IEnumerable<string> Column(string name) => Rows.Select(row => row[_columns[name]]);

    public string Cell(int row, string column) => Rows[row][_columns[column]];

    private static IEnumerable<string[]> Records(string text)
    {
        var record = new List<string>();
        var field = new StringBuilder();
        var quoted = false;

        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character == '"' && quoted && at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && character is ',' or '\n')
            {
                EndField();
                if (character == '\n')
                    yield return EndRecord();
            }
            else if (quoted || character != '\r')
            {
                field.Append(character);
            }
        }

        if (field.Length > 0 || record.Count > 0)
        {
            EndField();
            yield return EndRecord();
        }

        void EndField()
        {
            record.Add(field.ToString());
            field.Clear();
        }

        string[] EndRecord()
        {
            string[] whole = [.. record];
            record.Clear();
            return whole;
        }
    }
}
