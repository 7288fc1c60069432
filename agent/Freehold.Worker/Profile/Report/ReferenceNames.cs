namespace Freehold.Worker.Profile.Report;

/// <summary>Whether a column is named after a key, as people do: <c>ArtistId</c>, <c>artist_id</c>, <c>artist</c>, <c>fk_artist_id</c>.</summary>
internal static class ReferenceNames
{
    private static readonly string[] Generic = ["id", "key", "code", "no", "nr", "number", "name", "value"];

    /// <param name="column">The column that may refer.</param>
    /// <param name="table">The table of the key.</param>
    /// <param name="key">The key.</param>
    public static bool Agree(string column, string table, string key)
    {
        var (from, owner, to) = (Letters(column), Singular(Letters(table)), Letters(key));
        if (from.Length == 0 || to.Length == 0)
            return false;
        if (Array.IndexOf(Generic, to) < 0)
            return from.EndsWith(to, StringComparison.Ordinal);

        return owner.Length > 1
            && (from.EndsWith(owner + to, StringComparison.Ordinal) || from.EndsWith(owner, StringComparison.Ordinal));
    }

    /// <summary>Whether a column is called what keys are called: it ends in id, key, code, number.</summary>
    public static bool IsOfKey(string column) =>
        Array.Exists(Generic, word => word is not ("name" or "value") && Letters(column).EndsWith(word, StringComparison.Ordinal));

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string Singular(string name) => name switch
    {
        [.. var stem, 'i', 'e', 's'] => stem + "y",
        [.. var stem, 's'] => stem,
        _ => name,
    };
}
