namespace Freehold.Demo.Showcase;

/// <summary>Says of each promise whether it was kept, and remembers whether all were.</summary>
internal sealed class Checks(TextWriter output)
{
    public bool AllKept { get; private set; } = true;

    /// <param name="promise">What should be so.</param>
    /// <param name="evidence">Numbers that were found; shown behind the promise.</param>
    public void Add(string promise, bool kept, string evidence)
    {
        AllKept &= kept;
        output.WriteLine($"  {(kept ? "ok    " : "BROKEN")}  {promise} ({evidence})");
    }
}
