using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Matching;

/// <summary>Web addresses by their <c>://</c> (RFC 3986), host names and addresses without a scheme by their dots.</summary>
internal static class WebMatcher
{
    private const int LongestScheme = 12;
    private const int LongestUrl = 2048;

    /// <summary>Tries the address whose scheme ends at a colon.</summary>
    /// <returns>Where to go on: behind the host, since what follows may hold more.</returns>
    public static int MatchScheme(ref Scan scan, int colon)
    {
        var text = scan.Text;
        var start = colon;
        while (start > 0 && colon - start <= LongestScheme && Characters.IsAlphanumeric(text[start - 1]))
            start--;
        var host = colon + 3;
        var end = EndOfUrl(ref scan, host);
        if (colon - start is < 2 or > LongestScheme || !Characters.IsLetter(text[start]) || end - host < 3)
            return host;

        scan.Add(PersonalDataEntity.Url, start, end, 0.9f);
        if (!scan.Wanted.Has(PersonalDataEntity.Url))
            return host;
        return Math.Min(HostName.EndOf(ref scan, host), end);
    }

    /// <summary>Tries the host name around a dot.</summary>
    /// <param name="dot">The dot.</param>
    /// <param name="floor">Where the last one ended.</param>
    /// <returns>The end of the whole run, so that each is looked at once.</returns>
    public static int MatchHost(ref Scan scan, int dot, int floor)
    {
        var text = scan.Text;
        var start = HostName.StartOf(ref scan, dot, floor);
        var end = HostName.EndOf(ref scan, start);
        if (end <= dot + 1 || start == dot)
            return dot + 1;
        if (scan.At(end) == '@' || "/\\_@"u8.Contains(scan.At(start - 1)))
            return end;

        var kind = HostName.KindOf(text[start..end]);
        var www = text[start..].StartsWith("www."u8);
        if (kind is HostKind.None || (kind is HostKind.Unknown && !www))
            return end;

        var score = kind is HostKind.Known || www ? 0.5f : 0.1f;
        scan.Add(PersonalDataEntity.Domain, start, end, score);
        if (scan.At(end) == '/' || www)
        {
            var urlEnd = scan.At(end) == '/' ? EndOfUrl(ref scan, end) : end;
            scan.Add(PersonalDataEntity.Url, start, urlEnd, score + 0.1f);
        }

        return end;
    }

    private static int EndOfUrl(ref Scan scan, int start)
    {
        var text = scan.Text;
        if (start >= text.Length)
            return start;

        var rest = text.Slice(start, Math.Min(LongestUrl, text.Length - start));
        var length = rest.IndexOfAny(Characters.EndsUrl);
        var end = start + (length < 0 ? rest.Length : length);
        scan.Examined += (end - start + 15) / 16;

        // The full stop of the sentence and the bracket around the address are not part of it.
        while (end > start && ".,;:!?)]*"u8.Contains(text[end - 1]))
            end--;
        return end;
    }
}
