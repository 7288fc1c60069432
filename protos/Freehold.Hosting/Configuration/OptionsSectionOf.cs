using System.Reflection;
using Microsoft.Extensions.Options;

namespace Freehold.Hosting.Configuration;

/// <summary>The section of one options class: every public property with a setter or initializer is a key.</summary>
internal sealed class OptionsSection<TOptions>(string name, IValidateOptions<TOptions>? validator) : OptionsSection(name)
    where TOptions : class, new()
{
    private static readonly PropertyInfo[] Properties =
        [.. typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null)];

    public override IReadOnlyList<string> Keys { get; } = [.. Properties.Select(property => property.Name)];

    public override void Check(ProgramSettings settings, ICollection<string> problems) => Read(settings, problems);

    /// <summary>The options with their defaults where nothing (or nothing readable) was configured.</summary>
    public TOptions Read(ProgramSettings settings, ICollection<string> problems)
    {
        var options = new TOptions();
        var before = problems.Count;

        foreach (var property in Properties)
        {
            if (settings.Find(Name, property.Name) is not { } setting)
                continue;

            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (SettingValue.TryParse(type, setting.Value, out var value, out var expected))
                property.SetValue(options, value);
            else
                problems.Add($"{Name}:{property.Name} ({setting.Origin}): must be {expected}");
        }

        // A validator judges values that go together; with some of them unread its findings would mislead.
        if (problems.Count == before && validator?.Validate(null, options) is { Failed: true } refused)
        {
            foreach (var failure in refused.Failures ?? [])
                problems.Add(Told(failure));
        }

        return options;
    }

    // The framework's builder of results writes "Property Key: …".
    private string Told(string failure) =>
        failure.StartsWith("Property ", StringComparison.Ordinal) ? $"{Name}:{failure["Property ".Length..]}" : $"{Name}: {failure}";
}
