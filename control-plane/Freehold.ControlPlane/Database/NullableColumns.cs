using Npgsql;

namespace Freehold.ControlPlane.Database;

/// <summary>Columns that may be null. Npgsql reads those of value types by itself, but throws for text.</summary>
internal static class NullableColumns
{
    public static string? TextOrNull(this NpgsqlDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
