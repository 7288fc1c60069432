using System.Buffers;
using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>The bounds of what a profile discloses, checked before anything is stored.</summary>
internal static class ProfileEventBounds
{
    private const int MostColumns = 200;
    private const int NameBytes = 256;
    private const int WordBytes = 32;

    private static readonly SearchValues<char> WordLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_0123456789");

    /// <summary>What is wrong; null when nothing is, and without a profile.</summary>
    public static string? ProblemOf(ProfileSummary? profile)
    {
        if (profile is null)
            return null;
        if (profile is { Rows: > long.MaxValue } or { Nulls: > long.MaxValue } || !IsShare(profile.Quality))
            return "a count of a profile is out of range";
        if (profile.Details.Count > MostColumns)
            return "more than 200 columns of a profile";

        return profile.Details.All(IsInBounds) ? null : "a column of a profile is out of bounds";
    }

    private static bool IsInBounds(ProfiledColumn column) =>
        WireBounds.Fits(column.Table, NameBytes) && WireBounds.Fits(column.Name, NameBytes)
        && IsWord(column.Type) && IsWord(column.Entity)
        && column.Distinct <= long.MaxValue
        && IsShare(column.Confidence) && IsShare(column.NullShare) && IsShare(column.Quality);

    private static bool IsWord(string text) => text.Length <= WordBytes && !text.AsSpan().ContainsAnyExcept(WordLetters);

    private static bool IsShare(double share) => share is >= 0 and <= 1;
}
