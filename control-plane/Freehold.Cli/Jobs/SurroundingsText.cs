using System.Globalization;
using Freehold.Cli.Output;

namespace Freehold.Cli.Jobs;

/// <summary>What is known of a worker that failed, in one line.</summary>
internal static class SurroundingsText
{
    /// <summary>Null when nothing is.</summary>
    public static string? Of(SurroundingsView? seen)
    {
        if (seen is null)
            return null;

        var parts = new List<string>();
        if (Memory(seen.PeakMemoryBytes, seen.MemoryLimitBytes) is { } memory)
            parts.Add($"used {memory}");
        if (seen.ImageDigest is { } image)
            parts.Add($"image {image}");
        if (seen.Node is { } node)
            parts.Add($"node {node}");
        if (seen.Restarts > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"started again {seen.Restarts} times"));

        var said = new[] { seen.ClusterReason }.OfType<string>()
            .Concat((seen.Warnings ?? []).Select(warning => string.Create(CultureInfo.InvariantCulture, $"{warning.Reason} ×{warning.Count}"))).ToList();
        if (said.Count > 0)
            parts.Add("the cluster said " + string.Join(", ", said));
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    /// <summary><c>2.9 GiB of 3.0 GiB</c>, as far as it is known.</summary>
    public static string? Memory(long? used, long? limit) => (used, limit) switch
    {
        ({ } most, { } of) => $"{Quantities.Bytes(most)} of {Quantities.Bytes(of)}",
        ({ } most, null) => Quantities.Bytes(most),
        (null, { } of) => $"an unknown part of {Quantities.Bytes(of)}",
        _ => null,
    };
}
