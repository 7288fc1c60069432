using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Freehold.JobContract.Documents;

/// <summary>
/// One mapping of a job document, read key by key. Every problem is collected, none throws, so that one reading reports
/// them all; <see cref="Finish"/> reports the keys that nobody asked for.
/// </summary>
internal sealed class DocumentMap(YamlMappingNode node, string path, List<DocumentProblem> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The place of a key of this mapping, for problems.</summary>
    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>Reports a problem at a key, or at the mapping itself when the key is absent.</summary>
    public void Problem(string key, string message)
    {
        var at = Child(key) ?? node;
        problems.Add(new(PathOf(key), (int)at.Start.Line, (int)at.Start.Column, message));
    }

    /// <summary>The node under a key, or null. Marks the key as known.</summary>
    public YamlNode? Take(string key)
    {
        _known.Add(key);
        var child = Child(key);
        return child is YamlScalarNode scalar && IsNull(scalar) ? null : child;
    }

    /// <summary>Whether there is something under a key. Does not mark the key as known.</summary>
    public bool Has(string key) => Child(key) is { } child && !(child is YamlScalarNode scalar && IsNull(scalar));

    /// <summary>Line of a key's value; 0 when there is none.</summary>
    public int LineOf(string key) => (int)(Child(key)?.Start.Line ?? 0);

    /// <summary>All keys in the order of the document.</summary>
    public IReadOnlyList<string> Names() => [.. Keys()];

    /// <summary>Text of at most <paramref name="most"/> characters, or null when absent.</summary>
    public string? Text(string key, int most)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { } text }:
                if (text.Length <= most && !text.Any(char.IsControl))
                    return text;
                Problem(key, $"must be at most {most} characters without control characters");
                return null;
            default:
                Problem(key, "must be text");
                return null;
        }
    }

    /// <summary>Text that must be there.</summary>
    public string RequiredText(string key, int most, string remedy)
    {
        var before = problems.Count;
        var text = Text(key, most);
        if (string.IsNullOrWhiteSpace(text) && problems.Count == before)
            Problem(key, $"is missing: {remedy}");
        return text ?? "";
    }

    /// <summary>A whole number within bounds, both included.</summary>
    public int Number(string key, int least, int most, int otherwise)
    {
        switch (Take(key))
        {
            case null:
                return otherwise;
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar
                when int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && number >= least && number <= most:
                return number;
            default:
                Problem(key, $"must be a whole number from {least} to {most}");
                return otherwise;
        }
    }

    /// <summary>How decimal numbers are written in documents.</summary>
    public const NumberStyles DecimalStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>A number with or without decimals, at most 28 digits; null when absent.</summary>
    public decimal? Decimal(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar
                when decimal.TryParse(scalar.Value, DecimalStyle, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                Problem(key, "must be a number");
                return null;
        }
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string key, bool otherwise)
    {
        switch (Take(key))
        {
            case null:
                return otherwise;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "True" }:
                return true;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" or "False" }:
                return false;
            default:
                Problem(key, "must be true or false");
                return otherwise;
        }
    }

    /// <summary>One of a closed list of words; reports the list and the nearest word otherwise.</summary>
    public T Choice<T>(string key, IReadOnlyDictionary<string, T> choices, T otherwise)
    {
        switch (Take(key))
        {
            case null:
                return otherwise;
            case YamlScalarNode { Value: { } word } when choices.TryGetValue(word, out var choice):
                return choice;
            case YamlScalarNode { Value: { } word }:
                var nearest = NearestName.Of(word, choices.Keys);
                Problem(key, $"must be one of {string.Join(", ", choices.Keys)}{(nearest is null ? "" : $"; did you mean {nearest}?")}");
                return otherwise;
            default:
                Problem(key, $"must be one of {string.Join(", ", choices.Keys)}");
                return otherwise;
        }
    }

    /// <summary>One text or a list of texts; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string key, int mostEntries, int mostLength)
    {
        switch (Take(key))
        {
            case null:
                return [];
            case YamlScalarNode:
                return Text(key, mostLength) is { } single ? [single] : [];
            case YamlSequenceNode list when list.Children.Count <= mostEntries:
                var texts = new List<string>(list.Children.Count);
                foreach (var child in list.Children)
                {
                    if (child is YamlScalarNode { Value: { } text } && text.Length <= mostLength && !text.Any(char.IsControl))
                        texts.Add(text);
                    else
                        problems.Add(new(PathOf(key), (int)child.Start.Line, (int)child.Start.Column, "must be a list of texts"));
                }

                return texts;
            default:
                Problem(key, $"must be text or a list of at most {mostEntries} texts");
                return [];
        }
    }

    /// <summary>A mapping under a key, or null when absent or no mapping (which is reported).</summary>
    public DocumentMap? Map(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlMappingNode mapping:
                return new(mapping, PathOf(key), problems);
            default:
                Problem(key, "must be a mapping of keys to values");
                return null;
        }
    }

    /// <summary>A list of mappings; entries that are something else are reported.</summary>
    public IEnumerable<DocumentMap> Maps(string key, int mostEntries)
    {
        var taken = Take(key);
        if (taken is null)
            yield break;

        if (taken is not YamlSequenceNode list || list.Children.Count > mostEntries)
        {
            Problem(key, $"must be a list of at most {mostEntries} entries");
            yield break;
        }

        for (var index = 0; index < list.Children.Count; index++)
        {
            var place = $"{PathOf(key)}[{index}]";
            if (list.Children[index] is YamlMappingNode mapping)
                yield return new(mapping, place, problems);
            else
                problems.Add(new(place, (int)list.Children[index].Start.Line, (int)list.Children[index].Start.Column,
                    "must be a mapping of keys to values"));
        }
    }

    /// <summary>All keys with their text values, for labels.</summary>
    public IReadOnlyDictionary<string, string> AllTexts(int mostEntries, int mostLength)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in Keys())
        {
            if (Text(key, mostLength) is { } text && key.Length <= mostLength)
                texts[key] = text;
        }

        if (texts.Count > mostEntries)
            problems.Add(new(path, (int)node.Start.Line, (int)node.Start.Column, $"has more than {mostEntries} entries"));
        return texts;
    }

    /// <summary>Reports every key that was not asked for, with the nearest one that exists.</summary>
    public void Finish()
    {
        foreach (var (keyNode, _) in node.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (_known.Contains(key))
                continue;

            var nearest = NearestName.Of(key, _known);
            var hint = nearest is null ? $"valid here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}" : $"did you mean {nearest}?";
            problems.Add(new(PathOf(key), (int)keyNode.Start.Line, (int)keyNode.Start.Column, $"unknown key; {hint}"));
        }
    }

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style is ScalarStyle.Plain && (scalar.Value is null or "" or "~" or "null" or "Null" or "NULL");

    private IEnumerable<string> Keys() => node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "").ToList();

    private YamlNode? Child(string key)
    {
        foreach (var (candidate, value) in node.Children)
        {
            if (candidate is YamlScalarNode scalar && scalar.Value == key)
                return value;
        }

        return null;
    }
}
