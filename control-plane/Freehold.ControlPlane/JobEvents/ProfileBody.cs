using System.Text.Json;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>Writes what a profile discloses, member by member; <see cref="Jobs.JobProfileView"/> reads it.</summary>
internal static class ProfileBody
{
    public static void Write(Utf8JsonWriter writer, string name, ProfileSummary profile)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("rows", profile.Rows);
        writer.WriteNumber("tables", profile.Tables);
        writer.WriteNumber("columns", profile.Columns);
        writer.WriteNumber("nulls", profile.Nulls);
        writer.WriteNumber("rulesChecked", profile.RulesChecked);
        writer.WriteNumber("rulesFailed", profile.RulesFailed);
        if (profile.HasQuality)
            writer.WriteNumber("quality", profile.Quality);
        writer.WriteNumber("personalColumns", profile.PersonalColumns);
        writer.WriteBoolean("isSample", profile.IsSample);
        if (profile.Details.Count > 0)
        {
            writer.WriteStartArray("details");
            foreach (var column in profile.Details)
                Write(writer, column);
            writer.WriteEndArray();
        }

        if (profile.ColumnsOmitted > 0)
            writer.WriteNumber("columnsOmitted", profile.ColumnsOmitted);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ProfiledColumn column)
    {
        writer.WriteStartObject();
        writer.WriteString("table", column.Table);
        writer.WriteString("name", column.Name);
        writer.WriteString("type", column.Type);
        if (column.Entity.Length > 0)
        {
            writer.WriteString("entity", column.Entity);
            writer.WriteNumber("confidence", column.Confidence);
        }

        writer.WriteBoolean("isPersonal", column.IsPersonal);
        writer.WriteNumber("nullShare", column.NullShare);
        writer.WriteNumber("distinct", column.Distinct);
        writer.WriteBoolean("distinctIsExact", column.DistinctIsExact);
        if (column.HasQuality)
            writer.WriteNumber("quality", column.Quality);
        writer.WriteNumber("rulesFailed", column.RulesFailed);
        writer.WriteEndObject();
    }
}
