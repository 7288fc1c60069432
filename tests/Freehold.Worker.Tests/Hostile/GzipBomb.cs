using System.IO.Compression;

namespace Freehold.Worker.Tests.Hostile;

/// <summary>Gzip files that expand a thousandfold.</summary>
internal static class GzipBomb
{
    /// <summary>A head, and then a million of the same byte for as many times as are asked for, each a member of its own.</summary>
    public static byte[] Of(string head, byte filling, int millions)
    {
        using var bomb = new MemoryStream();
        bomb.Write(Member(System.Text.Encoding.UTF8.GetBytes(head)));
        var member = Member([.. Enumerable.Repeat(filling, 1_000_000)]);
        for (var count = 0; count < millions; count++)
            bomb.Write(member);
        return bomb.ToArray();
    }

    private static byte[] Member(byte[] content)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.SmallestSize))
            gzip.Write(content);
        return member.ToArray();
    }
}
