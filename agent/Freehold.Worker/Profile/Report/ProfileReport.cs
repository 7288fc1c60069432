using System.Text.Json;
using System.Text.Json.Serialization;

namespace Freehold.Worker.Profile.Report;

/// <summary>
/// What a profile tells, as it is stored in <c>profile.json</c>; the keys are described in docs/profile.md. Keys may be added within
/// a version.
/// </summary>
internal sealed record ProfileReport
{
    /// <summary>Version of this layout.</summary>
    public int Version { get; init; } = 1;

    public required string FreeholdVersion { get; init; }

    /// <summary>Objects that were read.</summary>
    public required int Objects { get; init; }

    public required long Rows { get; init; }

    public required int Columns { get; init; }

    /// <summary>Size of the objects as stored.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether of at least one object only the first rows were read.</summary>
    public required bool IsSample { get; init; }

    /// <summary>Rules on a column that were checked.</summary>
    public required int RulesChecked { get; init; }

    /// <summary>Of these, how many were not kept.</summary>
    public required int RulesFailed { get; init; }

    /// <summary>Null without rules.</summary>
    public QualityScores? Quality { get; init; }

    /// <summary>Objects with the same columns are one table.</summary>
    public required IReadOnlyList<TableReport> Tables { get; init; }

    public required IReadOnlyList<ForeignKeyReport> ForeignKeys { get; init; }

    /// <summary>As it is stored.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, ProfileJson.Default.ProfileReport);

    /// <summary>Reads a stored report.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ProfileReport Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ProfileJson.Default.ProfileReport) ?? throw new JsonException("A report is an object.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProfileReport))]
internal sealed partial class ProfileJson : JsonSerializerContext;
