namespace Freehold.Hosting.Configuration;

/// <summary>A section that some slice reads: its name, its keys, and what is wrong with its values.</summary>
internal abstract class OptionsSection(string name)
{
    public string Name { get; } = name;

    public abstract IReadOnlyList<string> Keys { get; }

    /// <summary>Every whole key, with the section's name, that these settings may hold.</summary>
    public virtual IEnumerable<string> WholeKeys(ProgramSettings settings) => Keys.Select(key => $"{Name}:{key}");

    /// <summary>Reads the section and adds what is wrong to <paramref name="problems"/>.</summary>
    public abstract void Check(ProgramSettings settings, ICollection<string> problems);
}
