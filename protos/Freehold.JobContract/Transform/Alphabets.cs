namespace Freehold.JobContract.Transform;

/// <summary>The alphabets that have a name in documents.</summary>
public static class Alphabets
{
    /// <summary><c>digits</c>: 0 to 9.</summary>
    public const string Digits = "0123456789";

    /// <summary><c>lower</c>: a to z.</summary>
    public const string Lower = "abcdefghijklmnopqrstuvwxyz";

    /// <summary><c>upper</c>: A to Z.</summary>
    public const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary><c>letters</c>: capitals, then small letters.</summary>
    public const string Letters = Upper + Lower;

    /// <summary><c>alphanumeric</c>: digits, capitals, small letters.</summary>
    public const string Alphanumeric = Digits + Letters;

    /// <summary>The alphabet of a name; null when it is none.</summary>
    public static string? Named(string name) => name switch
    {
        "digits" => Digits,
        "lower" => Lower,
        "upper" => Upper,
        "letters" => Letters,
        "alphanumeric" => Alphanumeric,
        _ => null,
    };
}
