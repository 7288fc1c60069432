using System.Text.Json;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>Tasks as events show them: whatever says nothing is left out.</summary>
internal static class TaskBody
{
    /// <summary>The word for a state; <c>unknown</c> for one of a newer version.</summary>
    public static string StateOf(TaskChanged task) => task.State switch
    {
        TaskState.Running => "running",
        TaskState.Retrying => "retrying",
        TaskState.Succeeded => "succeeded",
        TaskState.Failed => "failed",
        TaskState.Quarantined => "quarantined",
        _ => "unknown",
    };

    /// <summary>Writes an array of tasks.</summary>
    public static void Write(Utf8JsonWriter writer, string name, IEnumerable<TaskChanged> tasks)
    {
        writer.WriteStartArray(name);
        foreach (var task in tasks)
            Write(writer, task);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, TaskChanged task)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", task.Index);
        writer.WriteString("object", task.ObjectName);
        writer.WriteString("state", StateOf(task));
        writer.WriteNumber("try", task.Try);
        Count("rows", task.Rows);
        Count("bytesIn", task.BytesIn);
        Count("bytesOut", task.BytesOut);
        if (task.Elapsed is { } elapsed)
            writer.WriteNumber("elapsedSeconds", elapsed.ToTimeSpan().TotalSeconds);
        Text("code", task.FailureCode);
        Text("detail", task.FailureDetail);
        Count("line", task.Line);
        Text("column", task.ColumnName);
        writer.WriteEndObject();

        void Count(string name, ulong count)
        {
            if (count > 0)
                writer.WriteNumber(name, count);
        }

        void Text(string name, string text)
        {
            if (text.Length > 0)
                writer.WriteString(name, text);
        }
    }
}
