using System.Text.Json.Serialization;

namespace Freehold.Worker.Output;

/// <summary>An object of the input that failed for good and was put aside: no file of the output is made of it.</summary>
/// <param name="Index">Its place in the job's plan.</param>
/// <param name="Name">Its name within the input.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Code">Why: a word of docs/failures.md.</param>
/// <param name="Tries">How often it was tried.</param>
internal sealed record QuarantinedFile(int Index, string Name, long Bytes, string Code, int Tries)
{
    /// <summary>What exactly; null when the code says all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Line in the object, from 1; null when it does not apply.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Line { get; init; }

    /// <summary>The column concerned; null when none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Column { get; init; }
}
