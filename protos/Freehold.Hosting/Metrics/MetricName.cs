using System.Diagnostics.Metrics;
using System.Text;

namespace Freehold.Hosting.Metrics;

/// <summary>Makes Prometheus names of OpenTelemetry ones: <c>http.server.request.duration</c> in <c>s</c> becomes
/// <c>http_server_request_duration_seconds</c>.</summary>
internal static class MetricName
{
    public static string Of(Instrument instrument, bool isCounter)
    {
        var name = Clean(instrument.Name);
        var unit = UnitOf(instrument.Unit);
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
            name = $"{name}_{unit}";
        return isCounter && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    /// <summary>Letters, digits and underscores; never a digit first.</summary>
    public static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var character in name)
            clean.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        if (clean.Length == 0 || char.IsAsciiDigit(clean[0]))
            clean.Insert(0, '_');
        return clean.ToString();
    }

    private static string UnitOf(string? unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "1" => "ratio",
        // A unit in braces only says what is counted.
        null or "" or ['{', ..] => "",
        _ => Clean(unit),
    };
}
