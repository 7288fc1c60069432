using System.Globalization;

namespace Freehold.Buckets.AzureBlobs;

/// <summary>What a shared access signature says about itself.</summary>
internal static class SasText
{
    /// <summary>When it ends; null when that is left to a policy of the container.</summary>
    public static DateTimeOffset? EndOf(string sas)
    {
        var end = sas.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("se=", StringComparison.Ordinal));
        return end is not null
            && DateTimeOffset.TryParse(Uri.UnescapeDataString(end[3..]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : null;
    }
}
