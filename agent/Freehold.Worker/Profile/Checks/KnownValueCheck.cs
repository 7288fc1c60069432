namespace Freehold.Worker.Profile.Checks;

/// <summary>Values that are among known ones: a list, or a column of another object.</summary>
/// <param name="known">Their <see cref="Sketches.Hash64"/>.</param>
internal sealed class KnownValueCheck(IReadOnlySet<ulong> known) : RowCheck
{
    public override bool Passes(in CheckedValue value) => known.Contains(value.Hash);
}
