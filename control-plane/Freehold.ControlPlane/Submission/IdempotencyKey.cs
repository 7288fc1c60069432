using System.Globalization;

namespace Freehold.ControlPlane.Submission;

/// <summary>The caller's own name for a request, so that repeats of it make nothing twice.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>Longest key of a request for one job.</summary>
    public const int MaxLength = 200;

    /// <summary>Longest key of a request for many: the rest is for the jobs' places in it.</summary>
    public const int MaxLengthForMany = 190;

    /// <param name="key">Null when there is none.</param>
    /// <returns>False when there is one that cannot be used.</returns>
    public static bool TryRead(HttpRequest request, int maxLength, out string? key)
    {
        key = null;
        if (!request.Headers.TryGetValue(Header, out var values))
            return true;

        key = values.ToString();
        return values.Count == 1 && key.Length >= 1 && key.Length <= maxLength && key.All(character => character is > ' ' and <= '~');
    }

    /// <summary>The key of one of a request's jobs. It holds a blank, so that no request for one job can have the same.</summary>
    public static string? OfItem(string? key, int index) => key is null ? null : string.Create(CultureInfo.InvariantCulture, $"{key} {index}");
}
