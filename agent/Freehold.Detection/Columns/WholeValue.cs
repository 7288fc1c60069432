using Freehold.Detection.Scanning;
using Freehold.Detection.Words;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Detection.Columns;

/// <summary>
/// What a value may be when nothing stands around it: a word of the lists, and shapes that only the column's name gives a meaning.
/// </summary>
internal static class WholeValue
{
    private const float InList = 0.5f;
    private const float ShapeAlone = 0.05f;

    /// <summary>Adds what the whole value may be.</summary>
    public static void Collect(ReadOnlySpan<byte> value, EntitySet entities, EntitySet context, float least, List<Candidate> candidates)
    {
        var scan = new Scan(value, entities, context, least, candidates);
        var shape = ValueShape.Of(value);
        var meaning = Vocabularies.Names[value];

        if ((meaning & Vocabularies.FirstName) != 0)
            scan.Add(FirstName, 0, value.Length, InList);
        if ((meaning & Vocabularies.LastName) != 0)
            scan.Add(LastName, 0, value.Length, InList);
        if ((meaning & Vocabularies.City) != 0)
            scan.Add(City, 0, value.Length, InList);
        if ((meaning & Vocabularies.Country) != 0)
            scan.Add(Country, 0, value.Length, 0.6f);

        if (shape.IsWords)
        {
            if (shape.Characters is >= 2 and <= 40)
            {
                scan.Add(FirstName, 0, value.Length, ShapeAlone);
                scan.Add(LastName, 0, value.Length, ShapeAlone);
                scan.Add(City, 0, value.Length, ShapeAlone);
            }

            if (shape.Words is >= 2 and <= 5)
                scan.Add(Person, 0, value.Length, ShapeAlone);
            if (shape is { Words: 1, Characters: 2 or 3 } && CountryCodes.IsCode(value))
                scan.Add(Country, 0, value.Length, ShapeAlone);
        }

        if (shape is { Words: >= 2, HasLetters: true, HasDigits: true } && shape.Characters <= 100)
            scan.Add(StreetAddress, 0, value.Length, 0.1f);
        if (shape is { HasDigits: true, IsCode: true } && shape.Characters is >= 3 and <= 10)
            scan.Add(Postcode, 0, value.Length, ShapeAlone);
        if (shape is { HasLetters: false, HasDigits: true } && shape.Digits is >= 6 and <= 15 && !shape.HasOther)
            scan.Add(PhoneNumber, 0, value.Length, ShapeAlone);
    }
}
