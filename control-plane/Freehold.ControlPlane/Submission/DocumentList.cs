using System.Text.Json;

namespace Freehold.ControlPlane.Submission;

/// <summary>Takes a body with many job documents apart. Pure.</summary>
internal static class DocumentList
{
    private const string YamlSeparator = "---";

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    /// <summary>
    /// Splits a JSON array into its elements, or a stream of YAML documents into the documents. What is in each, its reader says.
    /// </summary>
    /// <returns>False for a text that begins like an array and is none.</returns>
    public static bool TrySplit(string text, out IReadOnlyList<string> documents)
    {
        if (!text.AsSpan().TrimStart().StartsWith('['))
        {
            documents = SplitYaml(text);
            return true;
        }

        try
        {
            using var array = JsonDocument.Parse(text, Json);
            documents = [.. array.RootElement.EnumerateArray().Select(element => element.GetRawText())];
            return true;
        }
        catch (JsonException)
        {
            documents = [];
            return false;
        }
    }

    // A line that begins with --- ends a document wherever it stands, also within quotes and blocks: so says YAML.
    private static List<string> SplitYaml(string text)
    {
        var documents = new List<string>();
        var begin = 0;
        for (var line = 0; line < text.Length; line = NextLine(text, line))
        {
            if (!IsSeparator(text.AsSpan(line)))
                continue;
            Add(text[begin..line]);
            begin = line + YamlSeparator.Length;
        }

        Add(text[begin..]);
        return documents;

        void Add(string document)
        {
            if (!string.IsNullOrWhiteSpace(document))
                documents.Add(document);
        }
    }

    private static bool IsSeparator(ReadOnlySpan<char> line) =>
        line.StartsWith(YamlSeparator, StringComparison.Ordinal) && (line.Length == YamlSeparator.Length || char.IsWhiteSpace(line[YamlSeparator.Length]));

    private static int NextLine(string text, int from) => text.IndexOf('\n', from) is >= 0 and var end ? end + 1 : text.Length;
}
