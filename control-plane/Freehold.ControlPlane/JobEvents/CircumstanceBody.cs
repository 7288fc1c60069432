using System.Text.Json;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>What events say of where a worker ran, as members of their JSON. What an older agent does not say is not written.</summary>
internal static class CircumstanceBody
{
    public static void Write(Utf8JsonWriter writer, Started started)
    {
        Write(writer, "imageDigest", started.ImageDigest);
        Write(writer, "node", started.Node);
        Write(writer, "memoryLimitBytes", started.MemoryLimitBytes);
    }

    public static void Write(Utf8JsonWriter writer, Succeeded succeeded)
    {
        Write(writer, "peakMemoryBytes", succeeded.PeakMemoryBytes);
        Write(writer, "memoryLimitBytes", succeeded.MemoryLimitBytes);
    }

    public static void Write(Utf8JsonWriter writer, Failed failed)
    {
        Write(writer, "clusterReason", failed.ClusterReason);
        Write(writer, "peakMemoryBytes", failed.PeakMemoryBytes);
        Write(writer, "memoryLimitBytes", failed.MemoryLimitBytes);
        Write(writer, "restarts", failed.Restarts);
        Write(writer, "node", failed.Node);
        Write(writer, "imageDigest", failed.ImageDigest);
        if (failed.Warnings.Count == 0)
            return;

        writer.WriteStartArray("warnings");
        foreach (var warning in failed.Warnings)
        {
            writer.WriteStartObject();
            Write(writer, "about", warning.About);
            Write(writer, "reason", warning.Reason);
            Write(writer, "count", warning.Count);
            if (warning.FirstAgo is { } first)
                writer.WriteNumber("firstSecondsBefore", first.ToTimeSpan().TotalSeconds);
            if (warning.LastAgo is { } last)
                writer.WriteNumber("lastSecondsBefore", last.ToTimeSpan().TotalSeconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length > 0)
            writer.WriteString(name, text);
    }

    private static void Write(Utf8JsonWriter writer, string name, ulong number)
    {
        if (number > 0)
            writer.WriteNumber(name, number);
    }
}
