namespace Freehold.Hosting.Configuration;

/// <summary>A rule between two sections: what it finds is told together with everything else.</summary>
internal abstract class OptionsCheck
{
    public abstract void Check(ProgramSettings settings, IReadOnlyList<OptionsSection> sections, List<string> problems);
}

internal sealed class OptionsCheck<TOne, TOther>(Func<TOne, TOther, IEnumerable<string>> check) : OptionsCheck
    where TOne : class, new()
    where TOther : class, new()
{
    public override void Check(ProgramSettings settings, IReadOnlyList<OptionsSection> sections, List<string> problems)
    {
        // Problems of the sections themselves were told already; here they only mean that there is nothing to compare.
        var unreadable = new List<string>();
        var one = sections.OfType<OptionsSection<TOne>>().Single().Read(settings, unreadable);
        var other = sections.OfType<OptionsSection<TOther>>().Single().Read(settings, unreadable);
        if (unreadable.Count == 0)
            problems.AddRange(check(one, other));
    }
}
