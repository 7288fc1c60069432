using System.Text.Json;
using System.Text.Json.Serialization;
using Freehold.JobContract.Failures;

namespace Freehold.ControlPlane.Jobs;

/// <summary>Failures as the database holds them: camelCase, without members that say nothing. No sentence is stored.</summary>
internal static class FailureJson
{
    // Not source-generated: that would leave members which the text lacks null, whatever their initializer says.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    /// <summary>One JSON object.</summary>
    public static string Write(Failure failure) => JsonSerializer.Serialize(failure, Options);

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It did not.</exception>
    public static Failure Read(string json) =>
        JsonSerializer.Deserialize<Failure>(json, Options) ?? throw new JsonException("a failure is an object");
}
