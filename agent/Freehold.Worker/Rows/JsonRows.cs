using System.Globalization;
using System.Text;
using System.Text.Json;
using Freehold.DuckDb;
using Freehold.JobContract.Failures;
using Freehold.Worker.JsonLines;
using Freehold.Worker.Limits;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>A file of JSON lines, written again with the row's number as the first key of each object and without the bad lines.</summary>
internal sealed class JsonRows(TransformTask task) : IRowSource
{
    private readonly List<JsonKey> _keys = [];

    /// <summary>The key that holds the number: one that no object has.</summary>
    public string NumberKey { get; private set; } = "n";

    public string Relation
    {
        get
        {
            KeyNames.RequireDistinct(task.ObjectName, _keys);
            var types = string.Concat(_keys.Select(key => $", {SqlText.Identifier(key.Name)}: '{key.SqlType}'"));
            var names = string.Concat(_keys.Select((_, index) => $", c{index}"));
            return $"read_json({SqlText.Literal(task.RewrittenPath)}, format = 'newline_delimited', hive_partitioning = false, "
                + $"columns = {{{SqlText.Identifier(NumberKey)}: 'VARCHAR'{types}}}) as t(n{names})";
        }
    }

    /// <summary>What stands after FROM to read whole lines, in a column called <c>json</c>.</summary>
    public string Lines => $"read_ndjson_objects({SqlText.Literal(task.RewrittenPath)}, hive_partitioning = false)";

    public Task<SourceContent> PrepareAsync(DuckDbConnection connection, BadRowList bad, Action<long> onRead, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var rows = Inspect(bad, onRead, cancellationToken);
            NumberKey = FreeKey();
            WriteNumbered(bad, cancellationToken);
            return new SourceContent([.. _keys.Select(key => new SourceColumn(key.Name, key.SqlType))], rows);
        },
        cancellationToken);

    public Task<long> LineOfAsync(long index, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var line = 0L;
            Visit((at, lines) => line = at == index ? lines.Number : line, cancellationToken);
            return line;
        },
        cancellationToken);

    public Task WriteBadRowsAsync(DuckDbConnection connection, BadRowList bad, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var rows = new FileStream(task.QuarantinePath, FileMode.CreateNew, FileAccess.Write);
            using var reasons = new ReasonWriter(task.ReasonsPath);
            Visit(
                (at, lines) =>
                {
                    if (!bad.TryGet(at, out var row))
                        return;
                    rows.Write(lines.Line);
                    rows.WriteByte((byte)'\n');
                    reasons.Write(lines.Number, row);
                },
                cancellationToken);
        },
        cancellationToken);

    private long Inspect(BadRowList bad, Action<long> onRead, CancellationToken cancellationToken)
    {
        using var file = Open();
        using var lines = new LineReader(file);
        var rows = 0L;
        while (lines.Read())
        {
            var problem = JsonLinesInspection.ProblemOf(lines.Line);
            if (problem is JsonLinesProblem.None)
                JsonLinesInspection.TryInspect(lines.Line, _keys);
            else if (!bad.Quarantines || !bad.Add(new(rows, DetailOf(problem), "")))
                throw bad.Quarantines ? RowFailures.TooMany(task, bad) : RowFailures.Of(task, DetailOf(problem), lines.Number);

            ColumnLimits.RequireCount(task.ObjectName, _keys.Count);
            if ((++rows & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                onRead(file.Position);
            }
        }

        return lines.TooLong ? throw RowFailures.Of(task, FailureDetail.RowTooLong, lines.Number) : rows;
    }

    private void WriteNumbered(BadRowList bad, CancellationToken cancellationToken)
    {
        using var to = new FileStream(task.RewrittenPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1024 * 1024);
        var key = JsonEncodedText.Encode(NumberKey);
        Visit(
            (at, lines) =>
            {
                if (bad.TryGet(at, out _))
                    return;

                var rest = lines.Line.TrimStart(" \t\r"u8)[1..];
                to.Write("{\""u8);
                to.Write(key.EncodedUtf8Bytes);
                to.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\":{at}")));
                if (rest.TrimStart(" \t\r"u8)[0] != (byte)'}')
                    to.WriteByte((byte)',');
                to.Write(rest);
                to.WriteByte((byte)'\n');
            },
            cancellationToken);
    }

    private void Visit(Action<long, LineReader> visit, CancellationToken cancellationToken)
    {
        using var file = Open();
        using var lines = new LineReader(file);
        for (var index = 0L; lines.Read(); index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            visit(index, lines);
        }
    }

    // The engine takes names that differ only in case for one.
    private string FreeKey()
    {
        var key = "freehold_row";
        while (_keys.Exists(known => string.Equals(known.Name, key, StringComparison.OrdinalIgnoreCase)))
            key += "_";
        return key;
    }

    private FileStream Open() =>
        new(task.InputPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);

    private static string DetailOf(JsonLinesProblem problem) =>
        problem is JsonLinesProblem.NotUtf8 ? FailureDetail.NotUtf8 : FailureDetail.NotJson;
}
