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
    public static byte[][] FirstNames { get; } = List("name", "first_name");

    public static byte[][] LastNames { get; } = List("name", "last_name");

    public static byte[][] CitySuffixes { get; } = List("address", "city_suffix");

    public static byte[][] StreetSuffixes { get; } = List("address", "street_suffix");

    public static byte[][] Countries { get; } = List("address", "country");

    public static byte[][] CompanySuffixes { get; } = List("company", "suffix");

    public static byte[][] JobDescriptors { get; } = List("name", "title.descriptor");

    public static byte[][] JobLevels { get; } = List("name", "title.level");

    public static byte[][] Jobs { get; } = List("name", "title.job");

    /// <summary>Small Latin letters alone.</summary>
    public static byte[][] Words { get; } = [.. List("lorem", "words").Where(word => !word.ContainsAnyExceptInRange((byte)'a', (byte)'z')).DistinctBy(Encoding.UTF8.GetString)];

    private static byte[][] List(string category, string list) =>
        [.. ((BArray)Database.Get(category, list, "en")).OfType<BValue>().Select(word => Encoding.UTF8.GetBytes(word.StringValue))];
}
