using System.Globalization;
using Freehold.JobContract.Documents;

namespace Freehold.Hosting.Configuration;

/// <summary>Turns the text of a setting into the type of its property.</summary>
internal static class SettingValue
{
    /// <param name="type">Type of the property, without <c>?</c>.</param>
    /// <param name="value">The value, when the result is true.</param>
    /// <param name="expected">What would have been right, for people, when the result is false.</param>
    /// <exception cref="NotSupportedException">No setting can have this type: a mistake in the options class.</exception>
    public static bool TryParse(Type type, string text, out object? value, out string expected)
    {
        (value, expected) = type switch
        {
            _ when type == typeof(string) => (text, "text"),
            _ when type == typeof(bool) => (bool.TryParse(text, out var flag) ? flag : null, "true or false"),
            _ when type == typeof(int) => (Number(text), "a whole number"),
            _ when type == typeof(long) => (LongNumber(text), "a whole number"),
            _ when type == typeof(TimeSpan) => (Duration(text), "a duration such as 30s, 10m, 1h30m, 90d or 250ms"),
            _ when type == typeof(Uri) => (Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null, "an absolute address such as https://host:443"),
            _ when type == typeof(IReadOnlyList<string>) => ((object?)List(text), "a list separated by commas"),
            { IsEnum: true } => (Member(type, text), $"one of {string.Join(", ", Enum.GetNames(type)).ToLowerInvariant()}"),
            _ => throw new NotSupportedException($"no setting can have the type {type}"),
        };

        return value is not null;
    }

    private static object? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static object? LongNumber(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static object? Duration(string text)
    {
        if (Durations.TryParse(text, out var duration))
            return duration;
        if (text == "0s")
            return TimeSpan.Zero;

        return text.EndsWith("ms", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan()[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                ? TimeSpan.FromMilliseconds(milliseconds)
                : null;
    }

    private static string[] List(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // Names only: a number would be taken for any enum, also when it is no member.
    private static object? Member(Type type, string text) =>
        Enum.GetNames(type).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } member
            ? Enum.Parse(type, member)
            : null;
}
