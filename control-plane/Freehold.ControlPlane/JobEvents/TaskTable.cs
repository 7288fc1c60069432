using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Jobs;
using Freehold.Protocol.V1;
using Npgsql;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>A task with the attempt that reported it.</summary>
internal readonly record struct StoredTask(AttemptKey Attempt, TaskChanged Task);

/// <summary>The statement that stores tasks.</summary>
internal static class TaskTable
{
    /// <summary>
    /// Stores tasks, each once. One that a later attempt has reported stays as it is, and so does a later state: an agent that takes over
    /// from another reads a report from its beginning.
    /// </summary>
    public static NpgsqlBatchCommand Upsert(IReadOnlyCollection<StoredTask> tasks)
    {
        // In the order of the key, so that two transactions on one job cannot wait for each other's rows.
        const string Sql = """
            insert into tasks (job_id, index, attempt, object_name, state, try, rows, bytes_in, bytes_out, seconds,
              failure_code, failure_detail, line, column_name)
            select * from unnest(@jobs, @indexes, @attempts, @names, @states, @tries, @rows, @bytesIn, @bytesOut, @seconds,
              @codes, @details, @lines, @columns) as reported (job_id, index)
            order by job_id, index
            on conflict (job_id, index) do update set
              attempt = excluded.attempt, object_name = excluded.object_name, state = excluded.state, try = excluded.try,
              rows = excluded.rows, bytes_in = excluded.bytes_in, bytes_out = excluded.bytes_out, seconds = excluded.seconds,
              failure_code = excluded.failure_code, failure_detail = excluded.failure_detail, line = excluded.line,
              column_name = excluded.column_name, changed_at = now()
            where tasks.attempt < excluded.attempt
               or tasks.attempt = excluded.attempt and (excluded.try > tasks.try
                 or excluded.try = tasks.try and (tasks.state = 'running' or tasks.state = 'retrying' and excluded.state <> 'running'
                   or excluded.state not in ('running', 'retrying')))
            """;

        var command = new NpgsqlBatchCommand(Sql);
        command.Parameters.Add(Arrays.Of("jobs", tasks, stored => stored.Attempt.JobId));
        command.Parameters.Add(Arrays.Of("indexes", tasks, stored => (int)stored.Task.Index));
        command.Parameters.Add(Arrays.Of("attempts", tasks, stored => stored.Attempt.Number));
        command.Parameters.Add(Arrays.Of("names", tasks, stored => stored.Task.ObjectName));
        command.Parameters.Add(Arrays.Of("states", tasks, stored => TaskBody.StateOf(stored.Task)));
        command.Parameters.Add(Arrays.Of("tries", tasks, stored => (int)stored.Task.Try));
        command.Parameters.Add(Arrays.Of("rows", tasks, stored => (long)stored.Task.Rows));
        command.Parameters.Add(Arrays.Of("bytesIn", tasks, stored => (long)stored.Task.BytesIn));
        command.Parameters.Add(Arrays.Of("bytesOut", tasks, stored => (long)stored.Task.BytesOut));
        command.Parameters.Add(Arrays.Of("seconds", tasks, stored => stored.Task.Elapsed?.ToTimeSpan().TotalSeconds ?? 0));
        command.Parameters.Add(Arrays.Of("codes", tasks, stored => stored.Task.FailureCode));
        command.Parameters.Add(Arrays.Of("details", tasks, stored => stored.Task.FailureDetail));
        command.Parameters.Add(Arrays.Of("lines", tasks, stored => (long)stored.Task.Line));
        command.Parameters.Add(Arrays.Of("columns", tasks, stored => stored.Task.ColumnName));
        return command;
    }
}
