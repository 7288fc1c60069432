using System.Globalization;

namespace Freehold.Worker.Children;

/// <summary>What the kernel ends first when memory runs out.</summary>
internal static class OomScore
{
    private const int Offered = 500; // of 1,000: before its coordinator and the agent, after what asks to be first

    /// <summary>Makes this process one that is ended before its coordinator. Where the system does not let it, it stays as it is.</summary>
    public static void OfferThisProcess()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", Offered.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A sandbox without it: then the kernel chooses by size alone, and the largest is a child most of the time.
        }
    }
}
