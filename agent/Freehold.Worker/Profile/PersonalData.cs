using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Profile;

/// <summary>Asks what a column is about.</summary>
internal static class PersonalData
{
    public static ColumnKind KindOf(ColumnFacts column) => ColumnKind.None;
}
