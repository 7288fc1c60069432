using System.Text;
using Freehold.JobContract.Failures;
using Freehold.Worker.Csv;

namespace Freehold.Worker.Profile.Reading;

/// <summary>A CSV file, read once. An unquoted empty field is null, a quoted one an empty text.</summary>
internal sealed class CsvRows : IRowSource
{
    private const int BetweenReports = 0xFFFF; // rows

    private readonly ProfileTask _task;
    private readonly CsvFormat _format;
    private readonly FileStream _file;
    private readonly CsvReader _reader;
    private int _columns;
    private bool _firstRowIsData;

    public CsvRows(ProfileTask task, CsvFormat format)
    {
        _task = task;
        _format = format;
        _file = new(task.InputPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        _reader = new CsvReader(_file, format);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_reader.Read())
            throw Failed(_reader.Problem is CsvProblem.None ? CsvProblem.NoColumns : _reader.Problem);

        _columns = _reader.FieldCount;
        _reader.BlankLinesAreRows = _columns == 1;
        _firstRowIsData = !_format.Header;

        var scratch = Array.Empty<byte>();
        var names = new List<string>(_columns);
        for (var index = 0; index < _columns; index++)
            names.Add(_format.Header ? Encoding.UTF8.GetString(_reader.Field(index, ref scratch)) : $"column{index + 1}");

        RequireDistinct(names);
        return Task.FromResult<IReadOnlyList<string>>(names);
    }

    /// <inheritdoc/>
    public Task<bool> ReadAsync(IReadOnlyList<int> columns, RowSink sink, Action<double> onRead, CancellationToken cancellationToken)
    {
        var scratch = Array.Empty<byte>();
        for (var rows = 0L; _firstRowIsData || _reader.Read(); rows++)
        {
            _firstRowIsData = false;
            if (rows == _task.MostRows)
                return Task.FromResult(true);
            if (_reader.FieldCount != _columns)
                throw Failed(_reader.FieldCount > _columns ? CsvProblem.TooManyFields : CsvProblem.TooFewFields);

            for (var index = 0; index < columns.Count; index++)
            {
                var value = _reader.Field(columns[index], ref scratch);
                if (value.IsEmpty && !_reader.IsQuoted(columns[index]))
                    sink.Row.SetNull(index);
                else
                    sink.Row.Set(index, value);
            }

            sink.EndRow();
            if ((rows & BetweenReports) == BetweenReports)
            {
                cancellationToken.ThrowIfCancellationRequested();
                onRead(_reader.Position / (double)Math.Max(1, _task.Bytes));
            }
        }

        return _reader.Problem is CsvProblem.None ? Task.FromResult(false) : throw Failed(_reader.Problem);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    private void RequireDistinct(IReadOnlyList<string> columns)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (columns.FirstOrDefault(column => !names.Add(column)) is not { } second)
            return;

        throw new JobFailedException(new Failure
        {
            Code = FailureCode.BadInput,
            Detail = FailureDetail.DuplicateColumn,
            ObjectName = _task.ObjectName,
            Line = 1,
            ColumnName = second,
        });
    }

    private JobFailedException Failed(CsvProblem problem) =>
        CsvFailure.Of(_task.ObjectName, problem, _reader.Line, _columns, _reader.FieldCount);
}
