using System.Globalization;

namespace Freehold.Worker.Profile.Report.Html;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    /// <summary>1,234,567</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>97.4 %; never 100 % or 0 % for what is not all or nothing.</summary>
    public static string Percent(double share) => share switch
    {
        >= 1 => "100 %",
        > 0.9995 => "> 99.9 %",
        <= 0 => "0 %",
        < 0.0005 => "< 0.1 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %"),
    };

    /// <summary>1.5 MB</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };

    /// <summary>About six digits, without an exponent where that is readable.</summary>
    public static string Number(double number) => Math.Abs(number) switch
    {
        0 => "0",
        >= 1e15 or < 1e-4 => number.ToString("0.###e0", CultureInfo.InvariantCulture),
        >= 1000 => number.ToString("#,0.##", CultureInfo.InvariantCulture),
        _ => number.ToString("0.####", CultureInfo.InvariantCulture),
    };

    /// <summary>A day, or a day and minute where the range is less than three days.</summary>
    public static string Date(double seconds, double range) => DateTime.UnixEpoch.AddSeconds(seconds)
        .ToString(range < 3 * 86_400 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"1 row", "2 rows"</summary>
    public static string Of(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";
}
