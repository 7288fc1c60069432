using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>What a column holds, as far as rules can ask for it.</summary>
public enum ColumnKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Whole numbers and numbers with decimals.</summary>
    Number,

    /// <summary>Dates, with or without a time.</summary>
    Date,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Lists, structs, maps and JSON objects.</summary>
    Nested,

    /// <summary>Everything else: times of day, intervals, UUIDs, raw bytes.</summary>
    Other,
}

/// <summary>Reads <c>types</c> of a rule.</summary>
internal static class ColumnKinds
{
    private static readonly Dictionary<string, ColumnKind> Words =
        Enum.GetValues<ColumnKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant(), kind => kind, StringComparer.Ordinal);

    public static IReadOnlyList<ColumnKind> Read(DocumentMap rule)
    {
        var kinds = new List<ColumnKind>();
        foreach (var word in rule.Texts("types", Words.Count, 16))
        {
            if (Words.TryGetValue(word, out var kind))
                kinds.Add(kind);
            else
                rule.Problem("types", $"must be a list of {string.Join(", ", Words.Keys)}");
        }

        return kinds;
    }
}
