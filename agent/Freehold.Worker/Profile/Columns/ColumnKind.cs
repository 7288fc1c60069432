namespace Freehold.Worker.Profile.Columns;

/// <summary>What a column was found to be about.</summary>
/// <param name="Entity">The entity's word, for example <c>email</c>; empty when none was found.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="IsPersonal">Whether its values may be shown to nobody.</param>
/// <param name="Weight">Values that speak for it.</param>
internal sealed record ColumnKind(string Entity, double Confidence, bool IsPersonal, long Weight)
{
    /// <summary>Nothing was found.</summary>
    public static ColumnKind None { get; } = new("", 0, IsPersonal: false, 0);

    /// <summary>The kind of two files' columns: what more values speak for. Personal if it is in either.</summary>
    public static ColumnKind Merge(ColumnKind left, ColumnKind right)
    {
        var weight = left.Weight + right.Weight;
        if (string.Equals(left.Entity, right.Entity, StringComparison.Ordinal))
        {
            var confidence = weight == 0 ? 0 : ((left.Confidence * left.Weight) + (right.Confidence * right.Weight)) / weight;
            return new(left.Entity, confidence, left.IsPersonal || right.IsPersonal, weight);
        }

        var leads = left.Weight != right.Weight
            ? left.Weight > right.Weight
            : string.CompareOrdinal(left.Entity, right.Entity) > 0;
        var stronger = leads ? left : right;
        return stronger with { IsPersonal = left.IsPersonal || right.IsPersonal };
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Entity);
        writer.Write(Confidence);
        writer.Write(IsPersonal);
        writer.Write(Weight);
    }

    public static ColumnKind Read(BinaryReader reader) =>
        new(reader.ReadString(), reader.ReadDouble(), reader.ReadBoolean(), reader.ReadInt64());
}
