using System.Globalization;
using System.Text;

namespace Freehold.EndToEnd.Tests.Programs;

/// <summary>Made-up people whose every personal value holds a mark that can be looked for where it must not be.</summary>
internal static class PeopleFiles
{
    /// <summary>Stands in every value of the columns that <see cref="Rules"/> changes.</summary>
    public const string Canary = "canary7f3a";

    public const string Rules = """
        rules:
            - {columns: id, action: pseudonym, domain: person}
            - {columns: name, action: fake, entity: name}
            - {columns: email, action: fake, entity: email}
            - {columns: phone, action: redact}
            - {columns: card, action: mask, keepLast: 2}
            - {columns: note, action: drop}
        """;

    /// <summary>Writes one file; person <c>i</c> is the same in every file.</summary>
    public static void Write(string path, int first, int count)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false));
        file.NewLine = "\n";
        file.WriteLine("id,name,email,phone,card,note,city,amount");
        for (var person = first; person < first + count; person++)
        {
            var number = person.ToString(CultureInfo.InvariantCulture);
            file.WriteLine(
                $"{Canary}-{number},\"{Canary}, Ada {number}\",ada.{Canary}.{number}@example.com,{Canary} {number},{Canary}{number},\"said \"\"{Canary}\"\"\",Bern,{number}.50");
        }
    }

    /// <summary>Many inputs of the same rows: a long job that costs no disk.</summary>
    public static void WriteMany(string folder, int files, int rowsEach)
    {
        var first = Path.Combine(folder, "part-000.csv");
        Write(first, 0, rowsEach);
        for (var file = 1; file < files; file++)
            File.Copy(first, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{file:000}.csv")));
    }

    /// <summary>A job document over a glob in a folder.</summary>
    public static string Document(string input, string output, string more = "") => $$"""
        kind: transform
        name: people
        agent: {{Stack.AgentLabel}}
        input: file://{{input}}
        output: file://{{output}}/
        spec:
          key: {secret: transform/key}
          {{Rules}}
        {{more}}
        """;
}
