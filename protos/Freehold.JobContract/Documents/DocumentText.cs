using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Freehold.JobContract.Documents;

/// <summary>Turns text into nodes, refusing what could hurt the reader before any tree is built.</summary>
internal static class DocumentText
{
    private const int MaxDepth = 32;

    /// <summary>The root mapping, or null with the problem added.</summary>
    public static YamlMappingNode? Parse(string text, List<DocumentProblem> problems)
    {
        try
        {
            // The tree is built by recursion, so its depth is checked on the flat stream of events first: a text of many
            // opening brackets would otherwise end the process.
            if (FindHazard(text) is { } hazard)
            {
                problems.Add(hazard);
                return null;
            }

            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);

            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return root;

            problems.Add(new("", 1, 1, stream.Documents.Count > 1
                ? "holds several documents; give one job a file"
                : "must be a mapping of keys to values, for example kind: transform"));
        }
        catch (YamlException unreadable)
        {
            problems.Add(new("", (int)unreadable.Start.Line, (int)unreadable.Start.Column, "is no valid YAML or JSON from here on"));
        }

        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner throws this instead of a YamlException for some malformed flow mappings, without a place.
            problems.Add(new("", 1, 1, "is no valid YAML or JSON; look for a bracket or brace that is not closed"));
        }

        return null;
    }

    private static DocumentProblem? FindHazard(string text)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var depth = 0;

        while (parser.MoveNext())
        {
            var current = parser.Current!;
            depth += current.NestingIncrease;
            if (depth > MaxDepth)
                return new("", (int)current.Start.Line, (int)current.Start.Column, $"is nested deeper than {MaxDepth} levels");
            if (current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
                return new("", (int)current.Start.Line, (int)current.Start.Column, "anchors and aliases are not allowed");
        }

        return null;
    }
}
