using Freehold.DuckDb;

namespace Freehold.Worker.Tests;

/// <summary>Makes and reads Parquet files with the engine.</summary>
internal static class ParquetFiles
{
    public static QueryResult Query(string sql, params string[] files)
    {
        using var database = DuckDbDatabase.Open(new EngineSettings
        {
            Threads = 1,
            MemoryBytes = 256L * 1024 * 1024,
            TemporaryFolder = Path.GetTempPath(),
            TemporaryBytes = 0,
            Files = files,
        });
        return database.Connection.QueryAsync(sql, TimeSpan.FromSeconds(10), CancellationToken.None).GetAwaiter().GetResult();
    }

    public static void Write(string path, string select)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Query($"copy ({select}) to {SqlText.Literal(path)} (format parquet, use_tmp_file false)", path);
    }

    /// <summary>Names and types of the columns.</summary>
    public static List<(string? Name, string? Type)> Columns(string path)
    {
        var described = Query($"describe from read_parquet({SqlText.Literal(path)}, hive_partitioning = false)", path);
        return [.. Enumerable.Range(0, described.RowCount).Select(row => (described.Text(row, 0), described.Text(row, 1)))];
    }

    /// <summary>Names of the columns of a file in any format, by what reads it.</summary>
    public static List<string> Columns(string path, string reader)
    {
        var described = Query($"describe from {reader}", path);
        return [.. Enumerable.Range(0, described.RowCount).Select(row => described.Text(row, 0)!)];
    }

    /// <summary>Rows in one file that are not in the other, and the other way round, as many times as they are there.</summary>
    public static long? Differences(string one, string other)
    {
        var (a, b) = (SqlText.Literal(one), SqlText.Literal(other));
        return Query(
            $"select (select count(*) from (from read_parquet({a}) except all from read_parquet({b}))) "
            + $"+ (select count(*) from (from read_parquet({b}) except all from read_parquet({a})))", one, other).Number(0, 0);
    }
}
