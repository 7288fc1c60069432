using System.Globalization;
using Freehold.DuckDb;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Profile.Reading;

/// <summary>
/// A Parquet file or a file of JSON lines: the engine reads it, on one thread so that rows stay in order, and hands every value on
/// as text while the columns are worked on by others.
/// </summary>
internal sealed class EngineRows : IRowSource
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly ProfileTask _task;
    private readonly TransformTask _reading;
    private readonly DuckDbDatabase _database;
    private readonly ITransformSource _source;
    private long _rows;

    public EngineRows(ProfileTask task, EngineShare share)
    {
        _task = task;
        _reading = ReadingOf(task);
        _source = task.Format is DataFormat.Parquet ? new ParquetSource(_reading) : new JsonLinesSource(_reading);
        _database = DuckDbDatabase.Open(new EngineSettings
        {
            Threads = 1,
            MemoryBytes = share.MemoryBytes,
            TemporaryFolder = Path.Join(task.Scratch, "engine"),
            TemporaryBytes = share.DiskBytes,
            Files = [_reading.InputPath, _reading.RewrittenPath],
        });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_task is { Format: DataFormat.Jsonl, MostRows: >= 0 })
                JsonLinesStart.Copy(_task, _reading.InputPath, cancellationToken);

            var content = await _source.InspectAsync(_database.Connection, _ => { }, cancellationToken);
            _rows = content.Rows;
            return content.Columns.Count > 0
                ? [.. content.Columns.Select(column => column.Name)]
                : throw new JobFailedException(new Failure
                {
                    Code = FailureCode.BadInput,
                    Detail = FailureDetail.NoColumns,
                    ObjectName = _task.ObjectName,
                });
        }
        catch (DuckDbException e)
        {
            throw new JobFailedException(EngineFailures.Translate(e.Error, _reading), e);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> ReadAsync(IReadOnlyList<int> columns, RowSink sink, Action<double> onRead, CancellationToken cancellationToken)
    {
        var connection = _database.Connection;
        var wanted = _task.MostRows < 0 ? _rows : Math.Min(_rows, _task.MostRows);
        if (wanted == 0)
            return _rows > 0;

        var function = new RowFunction("freehold_rows", columns.Count, sink);
        connection.Register(function);
        var texts = string.Join(", ", columns.Select(column => $"cast(c{column} as varchar)"));
        var limit = wanted < _rows ? string.Create(CultureInfo.InvariantCulture, $" limit {wanted}") : "";

        try
        {
            var reading = connection.RunAsync(
                $"select sum({function.Name}({texts})) from (select * from {_source.Relation}{limit})", cancellationToken);
            while (!reading.IsCompleted)
            {
                await Task.WhenAny(reading, Task.Delay(BetweenLooks, CancellationToken.None));
                onRead(function.Rows / (double)wanted);
            }

            await reading;
        }
        catch (DuckDbException) when (function.Fault is OperationCanceledException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (DuckDbException e)
        {
            throw new JobFailedException(EngineFailures.Translate(e.Error, _reading), e);
        }

        // Whatever the engine's readers may pass over in silence, a row that is missing is not passed over here.
        return function.Rows == wanted
            ? wanted < _rows || (_task.Format is DataFormat.Jsonl && wanted == _task.MostRows)
            : throw new JobFailedException(new Failure { Code = FailureCode.Internal, ObjectName = _task.ObjectName });
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    // Of JSON lines that are looked at in part, the part is what is inspected.
    private static TransformTask ReadingOf(ProfileTask task)
    {
        var reading = RowSources.ReadingOf(task);
        return task is { Format: DataFormat.Jsonl, MostRows: >= 0 } ? reading with { InputPath = Path.Join(task.Scratch, "start") } : reading;
    }
}
