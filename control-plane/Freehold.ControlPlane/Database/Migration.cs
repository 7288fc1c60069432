using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Freehold.ControlPlane.Database;

/// <summary>One numbered step of the schema. Once released it never changes; the next step corrects it.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">For example <c>foundation</c>.</param>
internal sealed partial record Migration(int Number, string Name, string Sql)
{
    /// <summary>All steps of this program, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = ReadEmbedded();

    /// <summary>SHA-256 of the text in lower-case hex; line ends do not count.</summary>
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    private static IReadOnlyList<Migration> ReadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var steps = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            var match = FileName().Match(resource);
            if (!match.Success)
                continue;

            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            steps.Add(new(number, match.Groups["name"].Value, reader.ReadToEnd()));
        }

        steps.Sort((left, right) => left.Number.CompareTo(right.Number));
        return steps;
    }

    [GeneratedRegex(@"\.Migrations\.(?<number>\d{4})_(?<name>[a-z_]+)\.sql$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex FileName();
}
