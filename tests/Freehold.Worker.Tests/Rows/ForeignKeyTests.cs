using Freehold.DuckDb;

namespace Freehold.Worker.Tests.Rows;

/// <summary>The chinook tables with every key replaced: rows that belonged together still do, in whichever format.</summary>
public sealed class ForeignKeyTests
{
    // child, key, parent, its key
    private static readonly (string Child, string Key, string Parent, string Own)[] Keys =
    [
        ("Album", "ArtistId", "Artist", "ArtistId"), ("Track", "AlbumId", "Album", "AlbumId"), ("Track", "GenreId", "Genre", "GenreId"),
        ("Track", "MediaTypeId", "MediaType", "MediaTypeId"), ("PlaylistTrack", "PlaylistId", "Playlist", "PlaylistId"),
        ("PlaylistTrack", "TrackId", "Track", "TrackId"), ("Customer", "SupportRepId", "Employee", "EmployeeId"),
        ("Employee", "ReportsTo", "Employee", "EmployeeId"), ("Invoice", "CustomerId", "Customer", "CustomerId"),
        ("InvoiceLine", "InvoiceId", "Invoice", "InvoiceId"), ("InvoiceLine", "TrackId", "Track", "TrackId"),
    ];

    private static readonly string[] Formats = ["csv", "jsonl", "parquet"];

    // Globs, since not every table has every column.
    private const string Rules = """
        [{columns: ["Employee*", "Reports*", "SupportRep*"], action: pseudonym, domain: employee, prefix: E},
        {columns: "*Id", action: pseudonym, domain: keys},
        {columns: ["First*", "Last*"], action: fake, entity: name},
        {columns: "Email*", action: fake, entity: email}]
        """;

    // The same by conditions and expressions: what takes the longer way must make the same keys.
    private const string Conditional = """
        [{columns: ["Employee*", "Reports*", "SupportRep*"], when: this is not none, action: pseudonym, domain: employee, prefix: E},
        {columns: "*Id", action: expression, value: "this | pseudonym(domain='keys')"},
        {columns: ["First*", "Last*"], when: "true", action: fake, entity: name},
        {columns: "Email*", when: "true", action: fake, entity: email}]
        """;

    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task Every_foreign_key_still_finds_its_row_in_every_format_and_by_either_way()
    {
        var source = Path.Join(TestContext.CurrentContext.TestDirectory, "chinook");
        var tables = Directory.GetFiles(source, "*.csv").Select(Path.GetFileNameWithoutExtension).Order().ToList();
        Assert.That(tables, Has.Count.EqualTo(11));
        foreach (var table in tables)
        {
            var path = Path.Join(source, $"{table}.csv");
            _bench.Put($"csv/{table}.csv", await File.ReadAllBytesAsync(path));
            Convert(path, _bench.PathOf($"jsonl/{table}.jsonl"), "format json");
            Convert(path, _bench.PathOf($"parquet/{table}.parquet"), "format parquet");
        }

        foreach (var format in Formats)
        {
            foreach (var (way, rules) in new[] { ("rules", Rules), ("conditions", Conditional) })
                (await _bench.RunAsync(rules, input: $"{format}/*", jobId: $"{format}-{way}")).AssertCommitted();
        }

        // 1. All ways and formats give the same tables.
        foreach (var table in tables)
        {
            var first = All("csv", "rules", table!);
            foreach (var format in Formats)
            {
                foreach (var way in new[] { "rules", "conditions" })
                    Assert.That(All(format, way, table!), Is.EqualTo(first), $"{table} {format} {way}");
            }
        }

        // 2. No key is an orphan, and none is what it was.
        foreach (var (child, key, parent, own) in Keys)
        {
            var (c, p) = (Output("csv", "rules", child), Output("csv", "rules", parent));
            var orphans = ParquetFiles.Query(
                $"select count(*) from read_csv({SqlText.Literal(c)}, all_varchar = true, header = true) c where c.{key} is not null and c.{key} not in "
                + $"(select p.{own} from read_csv({SqlText.Literal(p)}, all_varchar = true, header = true) p)", c, p);
            Assert.That(orphans.Number(0, 0), Is.Zero, $"{child}.{key}");

            var number = ParquetFiles.Query(
                $"select count(*) from read_csv({SqlText.Literal(c)}, all_varchar = true, header = true) where try_cast({key} as bigint) is not null and length({key}) < 8", c);
            Assert.That(number.Number(0, 0), Is.Zero, $"{child}.{key}");
        }
    }

    private string Output(string format, string way, string table) => Path.Join(_bench.OutputFolder, $"{format}-{way}", "1", $"{table}.{format}");

    private List<string?> All(string format, string way, string table)
    {
        var path = Output(format, way, table);
        var reader = format switch
        {
            "csv" => $"read_csv({SqlText.Literal(path)}, all_varchar = true, header = true)",
            "jsonl" => $"read_json({SqlText.Literal(path)}, format = 'newline_delimited', field_appearance_threshold = 0, map_inference_threshold = -1)",
            _ => $"read_parquet({SqlText.Literal(path)})",
        };
        var columns = string.Join(", ", ParquetFiles.Columns(path, reader).Select(column => $"coalesce(cast({SqlText.Identifier(column)} as varchar), 'null')"));
        var rows = ParquetFiles.Query($"select concat_ws('|', {columns}) from {reader}", path);
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => rows.Text(row, 0))];
    }

    private static void Convert(string from, string to, string format)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        ParquetFiles.Query(
            $"copy (from read_csv({SqlText.Literal(from)}, all_varchar = true, header = true)) to {SqlText.Literal(to)} ({format}, use_tmp_file false)", from, to);
    }
}
