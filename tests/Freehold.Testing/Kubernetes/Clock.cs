using System.Globalization;

namespace Freehold.Testing.Kubernetes;

/// <summary>Times as the API writes them: to the second.</summary>
internal static class Clock
{
    public static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
