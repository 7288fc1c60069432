using System.Text;
using Bogus;
using Bogus.Bson;

namespace Freehold.Detection.Words;

/// <summary>
/// Names of people and places, compiled once at run time from the vocabularies of all locales of Bogus (MIT), which take them from
/// faker.js (MIT). One table: a word may be a first name, a last name and a city.
/// </summary>
internal static class Vocabularies
{
    /// <summary>Meaning of a first name.</summary>
    public const ulong FirstName = 1;

    /// <summary>Meaning of a last name.</summary>
    public const ulong LastName = 2;

    /// <summary>Meaning of a city.</summary>
    public const ulong City = 4;

    /// <summary>Meaning of a country.</summary>
    public const ulong Country = 8;

    /// <summary>Meaning of a name that is an everyday English word too, so that it says nothing alone.</summary>
    public const ulong Everyday = 16;

    private static readonly string[] Locales =
    [
        "en", "af_ZA", "ar", "az", "cz", "de", "de_AT", "de_CH", "el", "en_AU", "en_CA", "en_GB", "en_IE", "en_IND", "en_NG", "en_ZA", "es",
        "es_MX", "fa", "fi", "fr", "fr_CH", "ge", "hr", "id_ID", "it", "ja", "ko", "lv", "nb_NO", "ne", "nl", "nl_BE", "pl", "pt_BR",
        "pt_PT", "ro", "ru", "sk", "sv", "tr", "uk", "vi", "zh_CN", "zh_TW", "zu_ZA",
    ];

    private static readonly string[] EverydayWords =
    [
        "will", "mark", "may", "april", "june", "august", "art", "bill", "grace", "hope", "faith", "joy", "rose", "lily", "daisy", "iris",
        "ivy", "olive", "amber", "ruby", "pearl", "crystal", "summer", "autumn", "dawn", "eve", "christian", "miles", "max", "rich", "frank",
        "grant", "chase", "drew", "dean", "earl", "duke", "king", "major", "price", "page", "case", "field", "an", "my", "van", "so", "no",
        "see", "long", "young", "white", "black", "brown", "green", "gray", "day", "lane", "street", "hall", "hill", "wood", "banks", "bank",
        "best", "good", "little", "small", "short", "west", "north", "south", "east", "english", "french", "german", "holland", "england",
        "ireland", "jordan", "georgia", "chad", "china", "israel", "india", "paris", "london", "mason", "carter", "cook", "baker", "taylor",
        "the", "a", "in", "on", "to", "do", "de", "la", "le", "da", "di", "al", "el", "den", "der", "das", "is", "it", "he", "she", "we",
        "you", "they", "this", "that", "please", "can", "could", "would", "how", "what", "who", "when", "where", "mr", "mrs", "dr", "my",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "july", "september",
        "october", "november", "december", "general", "sterling", "media", "many", "more", "and", "or", "new", "old", "person", "name",
        "address", "phone", "email", "card", "account", "customer", "patient", "order", "note", "dear", "hello", "hi", "call", "reach",
    ];

    private static readonly Lazy<WordTable> Table = new(Compile);

    /// <summary>The table; compiled when it is first asked for (about half a second).</summary>
    public static WordTable Names => Table.Value;

    private static WordTable Compile()
    {
        var words = new List<(string, ulong)>();
        foreach (var locale in Locales)
        {
            Add(words, locale, "name", FirstName, "first_name", "male_first_name", "female_first_name");
            Add(words, locale, "name", LastName, "last_name", "male_last_name", "female_last_name");
            Add(words, locale, "address", City, "city_name", "city");
            Add(words, locale, "address", Country, "country");
        }

        words.AddRange(EverydayWords.Select(word => (word, Everyday)));
        return new(words);
    }

    private static void Add(List<(string, ulong)> words, string locale, string category, ulong meaning, params string[] lists)
    {
        foreach (var list in lists)
        {
            // Not every locale has every list, and some lists hold templates such as "#{city_prefix}" instead of names.
            if (Database.HasKey(category, list, locale) && Database.Get(category, list, locale) is BArray entries)
                words.AddRange(entries.OfType<BValue>().Select(entry => entry.StringValue).Where(IsWord).Select(word => (word, meaning)));
        }
    }

    private static bool IsWord(string? word) => !string.IsNullOrWhiteSpace(word) && !word.AsSpan().ContainsAny("#{}")
        && Encoding.UTF8.GetByteCount(word) is >= 2 and <= WordTable.LongestWord;
}
