namespace Freehold.Cli.Output;

/// <summary>One thing's properties, a line each; those without a value are left out.</summary>
internal sealed class PropertyList
{
    private readonly List<(string Name, string Value)> _properties = [];

    public PropertyList Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _properties.Add((name, value));
        return this;
    }

    public void WriteTo(TextWriter output)
    {
        var width = _properties.Count == 0 ? 0 : _properties.Max(property => property.Name.Length) + 2;
        foreach (var (name, value) in _properties)
            output.WriteLine(name.PadRight(width) + value);
    }
}
