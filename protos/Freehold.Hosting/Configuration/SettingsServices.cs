using Freehold.JobContract.Connections;
using Freehold.JobContract.Documents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Freehold.Hosting.Configuration;

/// <summary>Registers options whose every key is known and whose every value was checked before the program starts.</summary>
public static class SettingsServices
{
    /// <summary>Makes a section known and its options available as <see cref="IOptions{TOptions}"/>.</summary>
    /// <typeparam name="TOptions">
    /// Its public properties with <c>init</c> or <c>set</c> are the keys: string, bool, int, long, <see cref="TimeSpan"/>
    /// (written <c>30s</c>), absolute <see cref="Uri"/>, enum (by name) or <c>IReadOnlyList&lt;string&gt;</c> (with commas);
    /// nullable ones too.
    /// </typeparam>
    /// <param name="section">Name of the section.</param>
    /// <param name="validator">Judges the values together; its messages follow the section's name, so start them with the key.</param>
    public static IServiceCollection AddOptionsSection<TOptions>(
        this IServiceCollection services, string section, IValidateOptions<TOptions>? validator = null)
        where TOptions : class, new()
    {
        var definition = new OptionsSection<TOptions>(section, validator);
        services.AddSingleton<OptionsSection>(definition);
        services.AddSingleton(provider => Options.Create(definition.Read(provider.GetRequiredService<ProgramSettings>(), [])));
        return services;
    }

    /// <summary>Makes section <c>Buckets</c> known and its connections available as <see cref="BucketConnections"/>.</summary>
    public static IServiceCollection AddBucketsSection(this IServiceCollection services)
    {
        var definition = new BucketsSection();
        services.AddSingleton<OptionsSection>(definition);
        services.AddSingleton(provider => definition.Read(provider.GetRequiredService<ProgramSettings>(), []));
        return services;
    }

    /// <summary>Adds a rule between two registered sections.</summary>
    /// <param name="check">Returns what is wrong, each starting with the key: <c>Section:Key: must …</c>.</param>
    public static IServiceCollection AddOptionsCheck<TOne, TOther>(
        this IServiceCollection services, Func<TOne, TOther, IEnumerable<string>> check)
        where TOne : class, new()
        where TOther : class, new() => services.AddSingleton<OptionsCheck>(new OptionsCheck<TOne, TOther>(check));

    /// <summary>
    /// Call it last, before the host is built: holds the settings against every section registered so far, and keeps them
    /// for the options.
    /// </summary>
    /// <exception cref="StartRefusedException">
    /// Unknown keys or invalid values, all of them in the message; exit code <see cref="ExitCodes.Configuration"/>.
    /// </exception>
    public static void UseSettings(this IServiceCollection services, ProgramSettings settings)
    {
        var sections = InstancesOf<OptionsSection>(services);

        var problems = new List<string>(settings.Problems);
        problems.AddRange(UnknownKeys(settings, sections));
        foreach (var section in sections)
            section.Check(settings, problems);
        foreach (var check in InstancesOf<OptionsCheck>(services))
            check.Check(settings, sections, problems);

        if (problems.Count > 0)
            throw new StartRefusedException(ExitCodes.Configuration, Message(problems));

        services.AddSingleton(settings);
    }

    private static List<T> InstancesOf<T>(IServiceCollection services) =>
        [.. services.Where(service => service.ServiceType == typeof(T)).Select(service => (T)service.ImplementationInstance!)];

    private static IEnumerable<string> UnknownKeys(ProgramSettings settings, List<OptionsSection> sections)
    {
        var known = sections
            .SelectMany(section => section.WholeKeys(settings))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        foreach (var setting in settings.All.Where(setting => !known.Contains(setting.Key)).OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            var nearest = NearestName.Of(setting.Key, known);
            var section = sections.Find(section => setting.Key.StartsWith(section.Name + ":", StringComparison.OrdinalIgnoreCase));
            var hint = (nearest, section) switch
            {
                ({ } name, _) => $"did you mean {name}?",
                (_, { } inside) => $"valid keys of {inside.Name}: {string.Join(", ", inside.Keys)}",
                _ => $"valid sections: {string.Join(", ", sections.Select(each => each.Name).Distinct(StringComparer.Ordinal))}",
            };
            yield return $"{setting.Key} ({setting.Origin}): unknown key; {hint}";
        }

        foreach (var (section, variable) in settings.LooseVariables)
        {
            if (sections.Exists(known => known.Name.Equals(section, StringComparison.OrdinalIgnoreCase)))
                yield return $"environment variable {variable}: section and key must be separated by two underscores";
        }
    }

    private static string Message(List<string> problems) =>
        $"The configuration has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}:{Environment.NewLine}"
        + string.Join(Environment.NewLine, problems.Select(problem => $"  {problem}"));
}
