using System.Collections;
using Microsoft.Extensions.Configuration;

namespace Freehold.Hosting.Configuration;

/// <summary>
/// Everything that was configured, in rising precedence: <c>appsettings.json</c> beside the program, environment variables
/// <c>FREEHOLD_&lt;SECTION&gt;__&lt;KEY&gt;</c>, command line <c>--section:key=value</c>. Reading never fails; what is wrong is
/// collected, to be told all at once.
/// </summary>
public sealed class ProgramSettings
{
    private const string EnvironmentPrefix = "FREEHOLD_";

    private readonly Dictionary<string, Setting> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];
    private readonly List<(string Section, string Variable)> _looseVariables = [];

    private ProgramSettings()
    {
    }

    internal IReadOnlyCollection<Setting> All => _settings.Values;

    internal IReadOnlyList<string> Problems => _problems;

    /// <summary>Variables like <c>FREEHOLD_DATABASE_X</c>, which are settings only if a section has that name.</summary>
    internal IReadOnlyList<(string Section, string Variable)> LooseVariables => _looseVariables;

    /// <summary>Reads the settings of this process.</summary>
    /// <param name="arguments">The command line without the program's name and without verbs.</param>
    public static ProgramSettings Read(IReadOnlyList<string> arguments) =>
        Read(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Environment.GetEnvironmentVariables(), arguments);

    /// <summary>Reads settings from the places given; an absent file is an empty one.</summary>
    public static ProgramSettings Read(string file, IDictionary environment, IReadOnlyList<string> arguments)
    {
        var settings = new ProgramSettings();
        settings.ReadFile(file);
        settings.ReadEnvironment(environment);
        settings.ReadCommandLine(arguments);
        return settings;
    }

    internal Setting? Find(string section, string key) => _settings.GetValueOrDefault($"{section}:{key}");

    private void ReadFile(string file)
    {
        var name = Path.GetFileName(file);
        try
        {
            var content = new ConfigurationBuilder().AddJsonFile(file, optional: true, reloadOnChange: false).Build();
            foreach (var (key, value) in content.AsEnumerable())
            {
                if (value is not null)
                    Set(new(key, value, name));
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            _problems.Add($"{name}: is no valid JSON object");
        }
    }

    private void ReadEnvironment(IDictionary environment)
    {
        foreach (DictionaryEntry entry in environment)
        {
            var variable = (string)entry.Key;
            if (!variable.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
                continue;

            // Secrets of jobs and the settings of other programs share the prefix; only a double underscore makes a setting.
            var name = variable[EnvironmentPrefix.Length..];
            if (name.StartsWith("SECRET_", StringComparison.OrdinalIgnoreCase))
                continue;

            if (name.Contains("__", StringComparison.Ordinal))
                Set(new(name.Replace("__", ":", StringComparison.Ordinal), (string?)entry.Value ?? "", $"environment variable {variable}"));
            else if (name.IndexOf('_', StringComparison.Ordinal) is > 0 and var end)
                _looseVariables.Add((name[..end], variable));
        }
    }

    private void ReadCommandLine(IReadOnlyList<string> arguments)
    {
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? argument : argument[..equals];

            // An argument may hold a secret without being a setting, so a bad one is named only up to its '='.
            if (equals > 2 && key.StartsWith("--", StringComparison.Ordinal) && key.Contains(':', StringComparison.Ordinal))
                Set(new(key[2..], argument[(equals + 1)..], "command line"));
            else
                _problems.Add($"command line, {key}: must have the form --section:key=value");
        }
    }

    private void Set(Setting setting) => _settings[setting.Key] = setting;
}
