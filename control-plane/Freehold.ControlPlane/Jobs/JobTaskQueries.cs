using Npgsql;
using NpgsqlTypes;

namespace Freehold.ControlPlane.Jobs;

/// <summary>One input object of a job, in the newest state that was reported of it.</summary>
/// <param name="Index">Its place in the job's plan, from 0.</param>
/// <param name="Object">Its name within the input.</param>
/// <param name="State">running, retrying, succeeded, failed or quarantined; stopped when the job ended before the task did.</param>
/// <param name="Attempt">The attempt that reported it.</param>
/// <param name="Try">The try of that attempt, from 1.</param>
/// <param name="Rows">Rows of the object; 0 while unknown.</param>
/// <param name="BytesIn">Size of the object as stored.</param>
/// <param name="BytesOut">Size of what was made of it.</param>
/// <param name="ElapsedSeconds">How long its last try took.</param>
/// <param name="ChangedAt">When the state was stored.</param>
/// <param name="Failure">Why it failed, was put aside, or is tried again.</param>
public sealed record JobTaskView(
    int Index, string Object, string State, int Attempt, int Try, long Rows, long BytesIn, long BytesOut, double ElapsedSeconds,
    DateTimeOffset ChangedAt, JobTaskFailureView? Failure = null);

/// <summary>Why a task failed.</summary>
/// <param name="Code">From the closed list of docs/failures.md.</param>
/// <param name="Detail">What exactly, from a closed list.</param>
/// <param name="Line">Line in the object, from 1.</param>
/// <param name="Column">The column concerned.</param>
public sealed record JobTaskFailureView(string Code, string? Detail = null, long? Line = null, string? Column = null);

/// <summary>Reads the tasks of a job.</summary>
internal sealed class JobTaskQueries(NpgsqlDataSource database)
{
    /// <summary>The states that a task can be asked for.</summary>
    public static IReadOnlyList<string> States { get; } = ["running", "retrying", "succeeded", "failed", "quarantined", "stopped"];

    /// <summary>In the order of the plan.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="hasEnded">Whether the job is in a final state: then nothing of it runs.</param>
    /// <param name="state">One of <see cref="States"/>; null for all.</param>
    /// <param name="after">Index of the last one that was shown; -1 for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<List<JobTaskView>> ListAsync(
        Guid jobId, bool hasEnded, string? state, int after, int limit, CancellationToken cancellationToken)
    {
        const string Sql = """
            select index, object_name, state, attempt, try, rows, bytes_in, bytes_out, seconds, changed_at,
              failure_code, failure_detail, line, column_name
            from tasks
            where job_id = $1 and index > $2 and ($3::text[] is null or state = any($3))
            order by index
            limit $4
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = jobId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = (object?)Stored(state, hasEnded) ?? DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });

        var tasks = new List<JobTaskView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            tasks.Add(Read(rows, hasEnded));
        return tasks;
    }

    // Of a job that has ended, what was under way has stopped: the worker may have had no time to say so.
    private static string[]? Stored(string? state, bool hasEnded) => state switch
    {
        null => null,
        "stopped" => hasEnded ? ["running", "retrying"] : [],
        "running" or "retrying" when hasEnded => [],
        _ => [state],
    };

    private static JobTaskView Read(NpgsqlDataReader row, bool hasEnded)
    {
        var state = row.GetString(2);
        var code = row.GetString(10);
        return new(
            row.GetInt32(0), row.GetString(1), hasEnded && state is ("running" or "retrying") ? "stopped" : state,
            row.GetInt32(3), row.GetInt32(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetDouble(8),
            row.GetFieldValue<DateTimeOffset>(9),
            code.Length == 0 ? null : new(code, OrNull(row.GetString(11)), row.GetInt64(12) is > 0 and var line ? line : null, OrNull(row.GetString(13))));
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
