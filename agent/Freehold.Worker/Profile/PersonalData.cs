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
        var classifier = new ColumnClassifier(column.Name, EntitySet.All);
        foreach (var text in column.Values.Texts())
            classifier.Add(Encoding.UTF8.GetBytes(text));

        if (classifier.Classify() is not { } verdict)
            return ColumnKind.None;

        var values = column.Rows - column.Nulls - column.Blanks;
        return new(verdict.Entity.Word(), verdict.Confidence, !Shown.Has(verdict.Entity), (long)Math.Ceiling(verdict.Share * values));
    }
}
