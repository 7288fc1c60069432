using System.Text.Json;
using System.Text.Json.Serialization;
using Freehold.JobContract.Failures;

namespace Freehold.ControlPlane.Jobs;

/// <summary>Failures as the database holds them: camelCase, without members that say nothing. No sentence is stored.</summary>
internal static class FailureJson
{
    /// <summary>One JSON object.</summary>
    public static string Write(Failure failure) => JsonSerializer.Serialize(failure, FailureJsonContext.Default.Failure);

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It did not.</exception>
    public static Failure Read(string json) =>
        JsonSerializer.Deserialize(json, FailureJsonContext.Default.Failure) ?? throw new JsonException("a failure is an object");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Failure))]
internal sealed partial class FailureJsonContext : JsonSerializerContext;
