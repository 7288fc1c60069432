namespace Freehold.Hosting.Configuration;

/// <summary>A section that some slice reads: its name, its keys, and what is wrong with its values.</summary>
internal abstract class OptionsSection(string name)
{
    public string Name { get; } = name;

    public abstract IReadOnlyList<string> Keys { get; }

    /// <summary>Reads the section and adds what is wrong to <paramref name="problems"/>.</summary>
    public abstract void Check(ProgramSettings settings, ICollection<string> problems);
}
