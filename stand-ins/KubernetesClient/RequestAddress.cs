using System.Globalization;

namespace k8s;

/// <summary>A path below the server's address with its query.</summary>
internal sealed class RequestAddress(string path)
{
    private readonly List<string> _query = [];

    public RequestAddress Add(string key, object value)
    {
        var text = value switch
        {
            null => null,
            bool flag => flag ? "true" : "false",
            int number => number.ToString(CultureInfo.InvariantCulture),
            _ => Uri.EscapeDataString((string)value),
        };
        if (text is not null)
            _query.Add($"{key}={text}");
        return this;
    }

    public override string ToString() => _query.Count == 0 ? path : $"{path}?{string.Join('&', _query)}";
}
