using Npgsql;

namespace Freehold.ControlPlane.Database;

/// <summary>Columns of many rows as array parameters, for <c>unnest</c>: one statement and one plan for any number of rows.</summary>
internal static class Arrays
{
    /// <summary>One array with a value of each row, in their order.</summary>
    public static NpgsqlParameter<TValue[]> Of<TRow, TValue>(string name, IReadOnlyCollection<TRow> rows, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        var at = 0;
        foreach (var row in rows)
            values[at++] = value(row);
        return new(name, values);
    }
}
