using System.Globalization;
using System.Reflection;

namespace Freehold.JobContract.Connections;

/// <summary>A key of <see cref="BucketConnection"/>, as it is written in settings.</summary>
public sealed class ConnectionKey
{
    private readonly PropertyInfo _property;

    private ConnectionKey(PropertyInfo property) => _property = property;

    /// <summary>Every key.</summary>
    public static IReadOnlyList<ConnectionKey> All { get; } =
        [.. typeof(BucketConnection).GetProperties().Where(property => property.SetMethod is not null).Select(property => new ConnectionKey(property))];

    /// <summary>Its name.</summary>
    public string Name => _property.Name;

    /// <summary>What is set of a connection, by keys. Secret if the connection is.</summary>
    public static IReadOnlyDictionary<string, string> TextsOf(BucketConnection connection) => All
        .Select(key => (key.Name, Text: key.TextIn(connection)))
        .Where(key => key.Text is not null)
        .ToDictionary(key => key.Name, key => key.Text!, StringComparer.Ordinal);

    /// <summary>A connection of what <see cref="TextsOf"/> gave; what is unknown or no value of its key is left out.</summary>
    public static BucketConnection Connect(IReadOnlyDictionary<string, string> texts)
    {
        var connection = new BucketConnection();
        foreach (var key in All)
        {
            if (texts.TryGetValue(key.Name, out var text))
                key.TrySet(connection, text, out _);
        }

        return connection;
    }

    /// <summary>Its value as text, or null when it is not set.</summary>
    public string? TextIn(BucketConnection connection) => _property.GetValue(connection) switch
    {
        null or "" => null,
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        var value => value.ToString(),
    };

    /// <summary>Sets it from text.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="text">The text; may be a secret.</param>
    /// <param name="expected">What would have been right, when the result is false.</param>
    public bool TrySet(BucketConnection connection, string text, out string expected)
    {
        var type = Nullable.GetUnderlyingType(_property.PropertyType) ?? _property.PropertyType;
        (object? value, expected) = type switch
        {
            _ when type == typeof(bool) => (bool.TryParse(text, out var flag) ? flag : null, "true or false"),
            _ when type == typeof(Uri) => (Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null, "an absolute address such as https://host:443"),
            _ when type == typeof(DateTimeOffset) => (
                DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
                "a time such as 2026-11-21T14:00:00Z"),
            _ => ((object?)text, "text"),
        };
        if (value is null)
            return false;

        _property.SetValue(connection, value);
        return true;
    }
}
