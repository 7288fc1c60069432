namespace Freehold.Interoperability.Tests;

/// <summary>The values that every test sends, in all three languages.</summary>
internal static class Samples
{
    public const int LargeBytes = 6 << 20;

    /// <summary>What every client and server of these tests accepts: more than the usual 4 MiB, so that the setting is tested.</summary>
    public const int MaxReceiveBytes = 8 << 20;

    public const int TooLargeBytes = 9 << 20;

    /// <summary>Zeros: any compression takes them to a few kilobytes.</summary>
    public const int CompressibleBytes = 1 << 20;

    public const string Text = "naïve – Ω – 漢字 – 🚀";

    /// <summary>Status messages travel percent-encoded in a header: the percent sign and the line break are the traps.</summary>
    public const string StatusMessage = "100 % naïve:\nΩ 漢字 🚀 %41";

    public static byte[] AllBytes { get; } = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
}
