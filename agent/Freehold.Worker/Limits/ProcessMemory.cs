using System.Globalization;

namespace Freehold.Worker.Limits;

/// <summary>How much memory a process holds that the system cannot take back.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes without what is mapped from files, such as libraries; 0 when the process has ended.</summary>
    public static long Of(int processId)
    {
        try
        {
            foreach (var line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status")))
            {
                if (line.StartsWith("RssAnon:", StringComparison.Ordinal))
                    return 1024 * long.Parse(line.AsSpan("RssAnon:".Length, line.Length - "RssAnon:".Length - 2), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
            }
        }
        catch (IOException)
        {
            // Ended while we looked.
        }

        return 0;
    }
}
