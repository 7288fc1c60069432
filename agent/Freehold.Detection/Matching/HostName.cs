using System.Text;
using Freehold.Detection.Scanning;

namespace Freehold.Detection.Matching;

/// <summary>Host names: labels of 1 to 63 characters and dots (RFC 1035), the last label a top-level domain.</summary>
internal static class HostName
{
    private const int Longest = 253;
    private const int LongestLabel = 63;

    /// <summary>Where the run of labels and single dots that begins here ends; a dot at the end is not part of it.</summary>
    public static int EndOf(ref Scan scan, int start)
    {
        var text = scan.Text;
        var at = start;
        while (at < text.Length)
        {
            var next = At(text, at);
            if (next == 0 && text[at] == '.' && at > start && at + 1 < text.Length)
                next = At(text, at + 1) is var label and > 0 ? label + 1 : 0;
            if (next == 0)
                break;
            at += next;
        }

        scan.Examined += at - start + 1;
        return at;
    }

    /// <summary>Where the label that ends here begins.</summary>
    public static int StartOf(ref Scan scan, int end, int floor)
    {
        var text = scan.Text;
        var at = end;
        while (at > floor)
        {
            if (text[at - 1] < 0x80)
            {
                if (!Characters.IsHost(text[at - 1]))
                    break;
                at--;
                continue;
            }

            Rune.DecodeLastFromUtf8(text[Math.Max(floor, at - 4)..at], out var rune, out var bytes);
            if (!Characters.Joins(rune))
                break;
            at -= bytes;
        }

        scan.Examined += end - at + 1;
        return at;
    }

    /// <summary>What a run is.</summary>
    public static HostKind KindOf(ReadOnlySpan<byte> host)
    {
        var dot = host.LastIndexOf((byte)'.');
        if (dot <= 0 || host.Length > Longest)
            return HostKind.None;
        foreach (var range in host.Split((byte)'.'))
        {
            var label = host[range];
            if (label.IsEmpty || label.Length > LongestLabel || label[0] == '-' || label[^1] == '-')
                return HostKind.None;
        }

        var top = host[(dot + 1)..];
        return TopLevelDomains.KindOf(top, host[..dot]);
    }

    // Bytes of the host character at a place; 0 when there is none.
    private static int At(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] < 0x80)
            return Characters.IsHost(text[at]) ? 1 : 0;
        Rune.DecodeFromUtf8(text[at..], out var rune, out var bytes);
        return Characters.Joins(rune) ? bytes : 0;
    }
}
