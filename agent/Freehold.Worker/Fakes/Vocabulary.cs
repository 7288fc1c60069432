using System.Text;
using Bogus;
using Bogus.Bson;

namespace Freehold.Worker.Fakes;

/// <summary>
/// Lists of words in UTF-8, made once from Bogus' English data. A fake is an index into them, so their order and length are part
/// of what makes fakes repeatable: a golden test fails when an update of Bogus changes them.
/// </summary>
internal static class Vocabulary
{
    public static byte[][] FirstNames { get; } = Words("name", "first_name");

    public static byte[][] LastNames { get; } = Words("name", "last_name");

    public static byte[][] CitySuffixes { get; } = Words("address", "city_suffix");

    public static byte[][] StreetSuffixes { get; } = Words("address", "street_suffix");

    public static byte[][] Countries { get; } = Words("address", "country");

    public static byte[][] CompanySuffixes { get; } = Words("company", "suffix");

    private static byte[][] Words(string category, string list) =>
        [.. ((BArray)Database.Get(category, list, "en")).OfType<BValue>().Select(word => Encoding.UTF8.GetBytes(word.StringValue))];
}
