using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Freehold.Protocol.V1;
using Kind = Freehold.Protocol.V1.JobEvent.KindOneofCase;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>
/// Events as the database and the API show them: a word for the kind, and a JSON object written member by member, so that
/// nothing gets in that is not named here.
/// </summary>
internal sealed class EventBody : IDisposable
{
    // Names of objects stay readable; the JSON never becomes part of a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _writer;

    public EventBody()
    {
        _writer = new(_buffer, Options);
    }

    /// <summary>The kind's word; <c>unknown</c> for kinds of a newer version, which are stored all the same.</summary>
    public static string KindOf(JobEvent happened) => happened.KindCase switch
    {
        Kind.Waiting => "waiting",
        Kind.Started => "started",
        Kind.Progress => "progress",
        Kind.Succeeded => "succeeded",
        Kind.Failed => "failed",
        Kind.Cancelled => "cancelled",
        Kind.Tasks => "tasks",
        _ => "unknown",
    };

    /// <summary>What an attempt waits for, in a word.</summary>
    public static string ReasonOf(Waiting waiting) => waiting.Reason switch
    {
        WaitingReason.Slot => "slot",
        WaitingReason.Quota => "quota",
        WaitingReason.Node => "node",
        WaitingReason.Image => "image",
        WaitingReason.Policy => "policy",
        _ => "unknown",
    };

    /// <summary>The reverse of <see cref="ReasonOf"/>; unspecified for a word that is none of its.</summary>
    public static WaitingReason ReasonNamed(string word) =>
        Enum.GetValues<WaitingReason>().FirstOrDefault(reason => ReasonOf(new() { Reason = reason }) == word && word != "unknown");

    /// <summary>The event's JSON object. One caller at a time.</summary>
    public string Write(JobEvent happened)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        switch (happened.KindCase)
        {
            case Kind.Waiting:
                _writer.WriteString("reason", ReasonOf(happened.Waiting));
                break;
            case Kind.Started:
                _writer.WriteString("workerVersion", happened.Started.WorkerVersion);
                CircumstanceBody.Write(_writer, happened.Started);
                break;
            case Kind.Progress:
                Write(happened.Progress);
                break;
            case Kind.Succeeded:
                Write(happened.Succeeded);
                break;
            case Kind.Failed:
                Write(happened.Failed);
                break;
            case Kind.Cancelled:
                WriteText("manifestUri", happened.Cancelled.ManifestUri);
                Write(happened.Cancelled.Summary);
                break;
            case Kind.Tasks:
                TaskBody.Write(_writer, "changed", happened.Tasks.Changed);
                WriteCount("omitted", happened.Tasks.Omitted);
                break;
        }

        _writer.WriteEndObject();
        _writer.Flush();
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    public void Dispose() => _writer.Dispose();

    private void Write(Progress progress)
    {
        _writer.WriteNumber("tasksTotal", progress.TasksTotal);
        _writer.WriteNumber("tasksDone", progress.TasksDone);
        _writer.WriteNumber("rowsRead", progress.RowsRead);
        _writer.WriteNumber("rowsWritten", progress.RowsWritten);
        _writer.WriteNumber("bytesRead", progress.BytesRead);
        _writer.WriteNumber("bytesTotal", progress.BytesTotal);
        _writer.WriteNumber("bytesWritten", progress.BytesWritten);
        _writer.WriteNumber("elapsedSeconds", progress.Elapsed?.ToTimeSpan().TotalSeconds ?? 0);
        // Not where they are zero: an older agent's event must read as it was stored when it is sent again.
        WriteCount("tasksFailed", progress.TasksFailed);
        WriteCount("tasksQuarantined", progress.TasksQuarantined);
        WriteCount("tasksRunning", progress.TasksRunning);
        WriteCount("peakMemoryBytes", progress.PeakMemoryBytes);
    }

    private void Write(Succeeded succeeded)
    {
        _writer.WriteString("manifestUri", succeeded.ManifestUri);
        _writer.WriteString("manifestDigest", succeeded.ManifestDigest);
        _writer.WriteNumber("committedAttempt", succeeded.CommittedAttempt);
        _writer.WriteNumber("artifacts", succeeded.Artifacts.Count);
        _writer.WriteNumber("artifactsOmitted", succeeded.ArtifactsOmitted);
        if (succeeded.Totals is { } totals)
        {
            _writer.WriteStartObject("totals");
            Write(totals);
            _writer.WriteEndObject();
        }

        if (succeeded.Quarantined.Count > 0)
            TaskBody.Write(_writer, "quarantined", succeeded.Quarantined);
        WriteCount("quarantinedOmitted", succeeded.QuarantinedOmitted);
        if (succeeded.Profile is { } profile)
            ProfileBody.Write(_writer, "profile", profile);
        CircumstanceBody.Write(_writer, succeeded);
        Write(succeeded.Summary);
    }

    private void Write(Failed failed)
    {
        _writer.WriteString("code", failed.Code);
        WriteText("detail", failed.Detail);
        WriteText("objectName", failed.ObjectName);
        WriteText("action", failed.Action);
        WriteText("identity", failed.Identity);
        WriteCount("line", failed.Line);
        WriteText("columnName", failed.ColumnName);
        WriteText("suggestion", failed.Suggestion);
        WriteCount("expected", failed.Expected);
        WriteCount("found", failed.Found);
        if (failed.HasExitCode)
            _writer.WriteNumber("exitCode", failed.ExitCode);
        WriteCount("signal", failed.Signal);
        CircumstanceBody.Write(_writer, failed);
        Write(failed.Summary);
    }

    private void Write(LogSummary? summary)
    {
        if (summary is not { Counts.Count: > 0 })
            return;

        _writer.WriteStartObject("summary");
        foreach (var count in summary.Counts)
            _writer.WriteNumber(count.Code, count.Count);
        _writer.WriteEndObject();
    }

    private void WriteText(string name, string text)
    {
        if (text.Length > 0)
            _writer.WriteString(name, text);
    }

    private void WriteCount(string name, ulong count)
    {
        if (count > 0)
            _writer.WriteNumber(name, count);
    }
}
