using System.Globalization;
using System.Text;

namespace Freehold.Benchmarks.Transforms;

/// <summary>A table of people who do not exist, always the same one: about 142 bytes a row, ten columns.</summary>
internal static class PersonTable
{
    private static readonly string[] First = ["Ada", "Bo", "Chiara", "Dmitri", "Emeka", "Fátima", "Grace", "Hana", "Ivan", "Jürgen"];
    private static readonly string[] Last = ["Abel", "Brandt", "Castro", "Dubois", "Eze", "Fischer", "García", "Hoang", "Ito", "Jensen"];
    private static readonly string[] Notes = ["asked to be called back in the evening", "prefers letters to e-mail", "\"moved in spring, new address follows\""];

    /// <summary>Writes the table unless it is there already.</summary>
    public static void Write(string path, int rows)
    {
        if (File.Exists(path))
            return;

        var random = new Random(20260101);
        var part = path + ".part";
        using (var file = new StreamWriter(part, append: false, new UTF8Encoding(false), bufferSize: 1 << 20))
        {
            file.Write("id,first_name,last_name,email,phone,card,birth_date,city,amount,note\n");
            for (var row = 0; row < rows; row++)
                WriteRow(file, random, row);
        }

        File.Move(part, path);
    }

    private static void WriteRow(StreamWriter file, Random random, int row)
    {
        var (first, last) = (First[random.Next(First.Length)], Last[random.Next(Last.Length)]);
        file.Write(string.Create(CultureInfo.InvariantCulture,
            $"C{row:00000000},{first},{last},{first}.{last}{random.Next(100_000)}@mail.example,+49 {random.Next(100, 1000)} {random.Next(1_000_000, 10_000_000)},"));
        file.Write(string.Create(CultureInfo.InvariantCulture,
            $"{random.NextInt64(4_000_000_000_000_000, 5_000_000_000_000_000)},{new DateOnly(1940, 1, 1).AddDays(random.Next(25_000)):yyyy-MM-dd},Town {random.Next(5_000)},"));
        file.Write(string.Create(CultureInfo.InvariantCulture, $"{random.Next(1_000_000) / 100m:0.00},{Notes[random.Next(Notes.Length)]}\n"));
    }
}
