using System.Globalization;
using System.Text;
using Freehold.DuckDb;
using Freehold.JobContract.Failures;
using Freehold.Worker.Csv;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>A CSV file, written again with the row's number in front of each row and without the bad ones.</summary>
internal sealed class CsvRows(TransformTask task, CsvFormat format) : IRowSource
{
    private const int EngineLongestRow = 1_000_000; // less than the engine takes without being told, since quotes may be added

    private List<string> _columns = [];
    private int _longest;

    public string Relation
    {
        get
        {
            var columns = string.Concat(_columns.Select((_, index) => $", c{index}: 'VARCHAR'"));
            var longest = _longest > EngineLongestRow ? $", max_line_size = {(2L * _longest) + 64}" : "";
            return $"read_csv({SqlText.Literal(task.RewrittenPath)}, auto_detect = false, hive_partitioning = false, header = false, "
                + $"columns = {{n: 'VARCHAR'{columns}}}, delim = {Quoted(format.Delimiter)}, "
                + $"quote = {Quoted(format.Quote)}, escape = {Quoted(format.Quote)}, strict_mode = true, null_padding = false, "
                + $"allow_quoted_nulls = false, nullstr = '', new_line = '\\n'{longest})";
        }
    }

    public Task<SourceContent> PrepareAsync(DuckDbConnection connection, BadRowList bad, Action<long> onRead, CancellationToken cancellationToken) =>
        Task.Run(() => Prepare(bad, onRead, cancellationToken), cancellationToken);

    public Task<long> LineOfAsync(long index, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var line = 0L;
            Visit((at, reader) => line = at == index ? reader.Line : line, cancellationToken);
            return line;
        },
        cancellationToken);

    public Task WriteBadRowsAsync(DuckDbConnection connection, BadRowList bad, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var rows = new FileStream(task.QuarantinePath, FileMode.CreateNew, FileAccess.Write);
            using var reasons = new ReasonWriter(task.ReasonsPath);
            if (format.Header)
                rows.Write(Encoding.UTF8.GetBytes(CsvText.Header(_columns, format)));
            Visit(
                (at, reader) =>
                {
                    if (!bad.TryGet(at, out var row))
                        return;
                    rows.Write(reader.RowText);
                    if (!reader.RowText.EndsWith("\n"u8) && !reader.RowText.EndsWith("\r"u8))
                        rows.WriteByte((byte)'\n');
                    reasons.Write(reader.Line, row);
                },
                cancellationToken);
        },
        cancellationToken);

    private SourceContent Prepare(BadRowList bad, Action<long> onRead, CancellationToken cancellationToken)
    {
        // 1. The columns.
        using var file = Open();
        using var reader = new CsvReader(file, format);
        if (!reader.Read())
            throw Failed(reader, reader.Problem is CsvProblem.None ? CsvProblem.NoColumns : reader.Problem);
        var scratch = Array.Empty<byte>();
        _columns = [.. Enumerable.Range(0, reader.FieldCount).Select(index => format.Header ? Encoding.UTF8.GetString(reader.Field(index, ref scratch)) : $"column{index + 1}")];
        RequireDistinct();
        reader.BlankLinesAreRows = _columns.Count == 1;

        // 2. The rows.
        using var to = new FileStream(task.RewrittenPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1024 * 1024);
        var rows = 0L;
        var problem = CsvProblem.None;
        if (!format.Header)
            Write(to, reader, rows++, ref scratch);
        while (Next(reader, ref problem))
        {
            if (problem is CsvProblem.None)
                Write(to, reader, rows, ref scratch);
            else if (!bad.Quarantines || !bad.Add(new(rows, DetailOf(problem), "")))
                throw bad.Quarantines ? RowFailures.TooMany(task, bad) : Failed(reader, problem);

            if ((++rows & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                onRead(reader.Position);
            }
        }

        return new([.. _columns.Select(name => new SourceColumn(name, "VARCHAR"))], rows);
    }

    // The next row, sound or not; false at the end of the file.
    private bool Next(CsvReader reader, ref CsvProblem problem)
    {
        problem = CsvProblem.None;
        if (reader.Read())
        {
            if (reader.FieldCount != _columns.Count)
                problem = reader.FieldCount > _columns.Count ? CsvProblem.TooManyFields : CsvProblem.TooFewFields;
            return true;
        }

        problem = reader.Problem;
        if (problem is CsvProblem.None)
            return false;
        return reader.TryRecover() ? true : throw Failed(reader, problem);
    }

    private void Visit(Action<long, CsvReader> visit, CancellationToken cancellationToken)
    {
        using var file = Open();
        using var reader = new CsvReader(file, format);
        if (format.Header)
            reader.Read();
        reader.BlankLinesAreRows = _columns.Count == 1;

        var problem = CsvProblem.None;
        for (var index = 0L; Next(reader, ref problem); index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            visit(index, reader);
        }
    }

    private void Write(FileStream to, CsvReader reader, long number, ref byte[] scratch)
    {
        _longest = Math.Max(_longest, reader.RowBytes);
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        to.Write(digits[..length]);
        if (!reader.Oddities.HasFlag(CsvOddities.StrayQuote))
        {
            // Only quotes in plain fields would be written in another way.
            to.WriteByte(format.Delimiter);
            to.Write(reader.RowText.TrimEnd("\r\n"u8));
        }
        else
        {
            for (var index = 0; index < reader.FieldCount; index++)
            {
                to.WriteByte(format.Delimiter);
                CsvText.Write(to, reader.Field(index, ref scratch), format, reader.IsQuoted(index));
            }
        }

        to.WriteByte((byte)'\n');
    }

    private FileStream Open() =>
        new(task.InputPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);

    private static string Quoted(byte character) => SqlText.Literal(((char)character).ToString());

    private void RequireDistinct()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (_columns.FirstOrDefault(column => !names.Add(column)) is { } second)
            throw RowFailures.Of(task, FailureDetail.DuplicateColumn, 1, second);
    }

    private JobFailedException Failed(CsvReader reader, CsvProblem problem)
    {
        var counts = problem is CsvProblem.TooManyFields or CsvProblem.TooFewFields;
        return RowFailures.Of(
            task, DetailOf(problem), problem is CsvProblem.NoColumns ? 0 : reader.Line, "", counts ? _columns.Count : 0, counts ? reader.FieldCount : 0);
    }

    private static string DetailOf(CsvProblem problem) => problem switch
    {
        CsvProblem.TooManyFields => FailureDetail.TooManyFields,
        CsvProblem.TooFewFields => FailureDetail.TooFewFields,
        CsvProblem.UnterminatedQuote => FailureDetail.UnterminatedQuote,
        CsvProblem.MisplacedQuote => FailureDetail.MisplacedQuote,
        CsvProblem.NotUtf8 => FailureDetail.NotUtf8,
        CsvProblem.RowTooLong => FailureDetail.RowTooLong,
        _ => FailureDetail.NoColumns,
    };
}
