using System.Globalization;
using System.Text;
using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Tests.Profile.Sketches;

/// <summary>Texts that are numbered, and what sketches want of them.</summary>
internal static class Numbered
{
    public static byte[] Text(int number) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"value-{number}"));

    public static ulong Hash(int number) => Hash64.Of(Text(number));

    /// <summary>What is read back is what was written.</summary>
    public static T Stored<T>(Action<BinaryWriter> write, Func<BinaryReader, T> read)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            write(writer);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        var result = read(reader);
        Assert.That(stream.Position, Is.EqualTo(stream.Length), "all of it is read");
        return result;
    }
}
