namespace Freehold.Worker.Profile.Checks;

/// <summary>A check that looks at one value at a time. Belongs to one column of one file, and to one thread at a time.</summary>
internal abstract class RowCheck
{
    /// <summary>Whether a value passes; it is never null.</summary>
    public abstract bool Passes(in CheckedValue value);
}
