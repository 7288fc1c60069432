namespace Freehold.DuckDb;

/// <summary>Puts names and texts into SQL. COPY and table functions take no parameters, so quoting is what there is.</summary>
public static class SqlText
{
    /// <summary>A text literal.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL character, which would end the statement.</exception>
    public static string Literal(string text) => $"'{WithoutNul(text).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A quoted name of a column.</summary>
    /// <exception cref="ArgumentException">The name holds a NUL character, which would end the statement.</exception>
    public static string Identifier(string name) => $"\"{WithoutNul(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string WithoutNul(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new ArgumentException("A NUL character cannot be part of a statement.", nameof(text))
        : text;
}
