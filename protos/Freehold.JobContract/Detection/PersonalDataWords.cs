using System.Diagnostics.CodeAnalysis;
using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Detection;

/// <summary>The words of <see cref="PersonalDataEntity"/> in documents, logs and results.</summary>
public static class PersonalDataWords
{
    private static readonly string[] Words =
        [.. Enum.GetValues<PersonalDataEntity>().Select(entity => string.Concat(entity.ToString().Select(Lowered)))];

    private static readonly Dictionary<string, PersonalDataEntity> Entities =
        Enum.GetValues<PersonalDataEntity>().ToDictionary(entity => Words[(int)entity], StringComparer.Ordinal);

    /// <summary>All words, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The word for an entity: lower snake case.</summary>
    public static string Word(this PersonalDataEntity entity) => Words[(int)entity];

    /// <summary>The entity of a word; case matters.</summary>
    public static bool TryParse([NotNullWhen(true)] string? word, out PersonalDataEntity entity)
    {
        entity = default;
        return word is not null && Entities.TryGetValue(word, out entity);
    }

    /// <summary>What to say about a word that is none, with the nearest one when there is one.</summary>
    public static string Unknown(string word)
    {
        var nearest = NearestName.Of(word, Words);
        return nearest is null ? $"knows {string.Join(", ", Words)}" : $"has an unknown entity; did you mean {nearest}?";
    }

    private static string Lowered(char letter, int index) =>
        char.IsUpper(letter) ? $"{(index > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}";
}
