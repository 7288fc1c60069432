using System.Text.Json;
using Freehold.ControlPlane.Database;
using Freehold.JobContract.Failures;
using Npgsql;

namespace Freehold.ControlPlane.Jobs;

/// <summary>Makes a job's view of the columns that <see cref="JobQueries"/> selects.</summary>
internal static class JobRow
{
    public static JobView Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Kind = row.GetString(1),
        Name = row.TextOrNull(2),
        Agent = row.GetString(3),
        State = row.GetString(4),
        WaitingReason = row.TextOrNull(5),
        Priority = row.GetInt16(6),
        Retries = row.GetInt16(7),
        Attempt = row.GetInt32(8),
        SubmittedAt = row.GetFieldValue<DateTimeOffset>(9),
        SubmittedBy = row.GetString(10),
        CancelAskedAt = row.GetFieldValue<DateTimeOffset?>(11),
        StartedAt = row.GetFieldValue<DateTimeOffset?>(12),
        FinishedAt = row.GetFieldValue<DateTimeOffset?>(13),
        Progress = row.IsDBNull(14) ? null : ReadProgress(row.GetString(14)),
        Failure = row.IsDBNull(15) ? null : Describe(FailureJson.Read(row.GetString(15))),
        Output = row.IsDBNull(16) ? null : new(row.GetString(16), row.TextOrNull(17)),
        CorrelationId = row.GetString(18),
        Labels = JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(19))!,
        RetryOf = row.GetFieldValue<Guid?>(20),
        Unreachable = row.GetString(4) == UnreachableTexts.State ? ReadUnreachable(row) : null,
    };

    private static JobUnreachableView ReadUnreachable(NpgsqlDataReader row)
    {
        var onPartition = row.GetString(23);
        return new(
            row.GetFieldValue<DateTimeOffset?>(21), row.GetFieldValue<DateTimeOffset?>(22), onPartition,
            UnreachableTexts.WhatFollows(onPartition, hasTimeLimit: row.GetBoolean(24), cancelAsked: !row.IsDBNull(11)));
    }

    private static JobProgressView ReadProgress(string json)
    {
        using var document = JsonDocument.Parse(json);
        var progress = document.RootElement;
        var elapsed = progress.TryGetProperty("elapsedSeconds", out var seconds) ? seconds.GetDouble() : 0;
        var rowsRead = Number("rowsRead");
        return new(
            (int)Number("tasksTotal"), (int)Number("tasksDone"), rowsRead, Number("rowsWritten"), Number("bytesRead"), Number("bytesTotal"),
            Number("bytesWritten"), elapsed, elapsed >= 1 ? Math.Round(rowsRead / elapsed, 1) : null,
            (int)Number("tasksFailed"), (int)Number("tasksQuarantined"), (int)Number("tasksRunning"));

        long Number(string name) => progress.TryGetProperty(name, out var number) ? number.GetInt64() : 0;
    }

    public static JobFailureView Describe(Failure failure)
    {
        var text = FailureCatalog.Describe(failure);
        return new(
            failure.Code, text.Sentence, text.Remedy, OrNull(failure.Detail), OrNull(failure.ObjectName), failure.Line == 0 ? null : failure.Line,
            OrNull(failure.ColumnName), failure.ExitCode, failure.Signal == 0 ? null : failure.Signal, failure.Surroundings);
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
