using System.Text.Json;
using Freehold.JobContract.Documents;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>
/// The memory that a control plane gives an attempt, held to what the document says: who allowed the document has allowed no more. Pure.
/// </summary>
internal static class GivenMemory
{
    /// <summary>In bytes; 0: as the document says.</summary>
    public static ulong Of(Assign assign)
    {
        if (assign.MemoryBytes is 0)
            return 0;

        using var json = JsonDocument.Parse(assign.Document);
        return json.RootElement.TryGetProperty("resources", out var resources) && resources.ValueKind is JsonValueKind.Object
            && resources.TryGetProperty("maxMemory", out var most) && BytesOf(most) is { } bytes
            ? Math.Min(assign.MemoryBytes, bytes)
            : 0;
    }

    private static ulong? BytesOf(JsonElement quantity)
    {
        try
        {
            return (ulong)Quantity.Of(quantity.ValueKind is JsonValueKind.String ? quantity.GetString()! : quantity.GetRawText());
        }
        catch (FormatException)
        {
            return null; // no document that a control plane has checked
        }
    }
}
