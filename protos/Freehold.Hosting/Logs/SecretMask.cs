using System.Text.RegularExpressions;

namespace Freehold.Hosting.Logs;

/// <summary>
/// The last line of defence: whatever looks like one of our tokens is blotted out before a log line is written. The first
/// is that no message has a parameter for a token.
/// </summary>
internal static partial class SecretMask
{
    public static string Apply(string line) =>
        line.Contains("fh_", StringComparison.Ordinal) || line.Contains("eyJ", StringComparison.Ordinal)
            ? Tokens().Replace(line, "[masked]")
            : line;

    // API tokens (fh_ and 32 bytes in base64url) and compact JSON Web Tokens.
    [GeneratedRegex(@"fh_[-_0-9A-Za-z]{20,}|eyJ[-_0-9A-Za-z]{8,}\.[-_0-9A-Za-z]{8,}(\.[-_0-9A-Za-z]*)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tokens();
}
