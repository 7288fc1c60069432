using System.Text;
using Freehold.Detection;
using Freehold.Detection.Columns;
using Freehold.JobContract.Detection;
using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Profile;

/// <summary>Asks what a column is about, by its name and up to 1,000 of its different values.</summary>
internal static class PersonalData
{
    // Of these a single value says nothing about a person; what occurs fewer than ten times is not shown anyway.
    private static readonly EntitySet Shown = EntitySet.Of(
        PersonalDataEntity.Url, PersonalDataEntity.Domain, PersonalDataEntity.Date, PersonalDataEntity.City, PersonalDataEntity.Country);

    public static ColumnKind KindOf(ColumnFacts column)
    {
        var values = column.Values.Texts().Select(Encoding.UTF8.GetBytes).ToList();
        if (Classify(column.Name, values, EntitySet.All) is not { } verdict)
            return ColumnKind.None;

        // A date of birth is a date too, and only the name tells: where it does, the stricter of the two holds.
        if (verdict.Entity is PersonalDataEntity.Date)
            verdict = Classify(column.Name, values, EntitySet.Of(PersonalDataEntity.DateOfBirth)) ?? verdict;

        var filled = column.Rows - column.Nulls - column.Blanks;
        return new(verdict.Entity.Word(), verdict.Confidence, !Shown.Has(verdict.Entity), (long)Math.Ceiling(verdict.Share * filled));
    }

    private static ColumnVerdict? Classify(string name, IReadOnlyList<byte[]> values, EntitySet entities)
    {
        var classifier = new ColumnClassifier(name, entities);
        foreach (var value in values)
            classifier.Add(value);
        return classifier.Classify();
    }
}
