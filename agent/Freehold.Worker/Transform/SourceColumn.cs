using Freehold.JobContract.Transform;
using Freehold.Worker.Numbers;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Transform;

/// <summary>A column of an input.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SqlType">Its type as the engine writes it, for example <c>DECIMAL(9,2)</c>.</param>
internal sealed record SourceColumn(string Name, string SqlType)
{
    /// <summary>Whether its values have one text that rules can work on. Lists, structs, maps and raw bytes have none.</summary>
    public bool HasText => !SqlType.EndsWith(']') && !SqlType.Contains('(', StringComparison.Ordinal)
        ? SqlType is not ("BLOB" or "BIT" or "JSON" or "VARIANT" or "GEOMETRY")
        : SqlType.StartsWith("DECIMAL(", StringComparison.Ordinal) || SqlType.StartsWith("ENUM(", StringComparison.Ordinal);

    /// <summary>Whether an action can be applied to its values.</summary>
    public bool Takes(TransformAction action) => action switch
    {
        RedactAction => true,
        NestedAction => SqlType is "JSON",
        _ => HasText,
    };

    /// <summary>What rules call its type.</summary>
    public ColumnKind Kind => SqlType switch
    {
        "VARCHAR" => ColumnKind.Text,
        "BOOLEAN" => ColumnKind.Boolean,
        "JSON" or "VARIANT" => ColumnKind.Nested,
        _ when IsDate => ColumnKind.Date,
        _ when NumberTypes.RangeOf(SqlType) is not null => ColumnKind.Number,
        _ when SqlType.StartsWith("ENUM(", StringComparison.Ordinal) => ColumnKind.Text,
        _ => SqlType.EndsWith(']') || SqlType.Contains('(', StringComparison.Ordinal) ? ColumnKind.Nested : ColumnKind.Other,
    };

    /// <summary>Whether the engine itself can add days to it.</summary>
    public bool IsDate => SqlType
        is "DATE" or "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE";
}
