using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Freehold.Cli.Jobs;

/// <summary>
/// <c>--set spec.rules[0].domain=people</c>: changes one place of a document, or adds it. Values are YAML, so <c>3</c> is a
/// number and <c>[a, b]</c> a list.
/// </summary>
internal static partial class DocumentEdits
{
    /// <returns>The changed document as YAML. Comments and lines are lost.</returns>
    /// <exception cref="CommandFailedException">An edit cannot be read or has no place in the document.</exception>
    public static string Apply(string text, IReadOnlyList<string> edits)
    {
        var document = Load(text, "The job document is no YAML or JSON");
        if (document.RootNode is not YamlMappingNode root)
            throw Wrong("The job document is not a mapping of keys to values");

        foreach (var edit in edits)
            ApplyOne(root, edit);

        using var edited = new StringWriter(CultureInfo.InvariantCulture);
        new YamlStream(document).Save(edited, assignAnchors: false);
        return edited.ToString();
    }

    private static void ApplyOne(YamlMappingNode root, string edit)
    {
        var equals = edit.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
            throw Wrong($"--set '{edit}' is not of the form key=value");

        var path = edit[..equals];
        var steps = Step().Matches(path);
        if (steps.Sum(step => step.Length) != path.Length)
            throw Wrong($"--set '{path}' is not a path such as spec.rules[0].action");

        YamlNode at = root;
        foreach (var step in steps.SkipLast(1))
            at = Descend(at, step, path);
        Place(at, steps[^1], Load(edit[(equals + 1)..], $"The value of --set {path} is no YAML; quote it").RootNode, path);
    }

    private static YamlNode Descend(YamlNode at, Match step, string path)
    {
        if (step.Groups["index"].Success)
            return Entry(at, step, path);

        if (at is not YamlMappingNode mapping)
            throw Wrong($"--set {path}: there is no mapping that could hold '{step.Groups["key"].Value}'");

        var key = new YamlScalarNode(step.Groups["key"].Value);
        if (!mapping.Children.TryGetValue(key, out var child))
            mapping.Children[key] = child = new YamlMappingNode();
        return child;
    }

    private static void Place(YamlNode at, Match step, YamlNode value, string path)
    {
        if (step.Groups["index"].Success)
        {
            Entry(at, step, path);
            ((YamlSequenceNode)at).Children[int.Parse(step.Groups["index"].ValueSpan, CultureInfo.InvariantCulture)] = value;
        }
        else if (at is YamlMappingNode mapping)
        {
            mapping.Children[new YamlScalarNode(step.Groups["key"].Value)] = value;
        }
        else
        {
            throw Wrong($"--set {path}: there is no mapping that could hold '{step.Groups["key"].Value}'");
        }
    }

    private static YamlNode Entry(YamlNode at, Match step, string path)
    {
        var index = int.Parse(step.Groups["index"].ValueSpan, CultureInfo.InvariantCulture);
        return at is YamlSequenceNode list && index < list.Children.Count
            ? list.Children[index]
            : throw Wrong($"--set {path}: there is no entry [{index}]");
    }

    private static YamlDocument Load(string text, string complaint)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [var only, ..] ? only : new YamlDocument("");
        }
        catch (YamlException)
        {
            throw Wrong(complaint);
        }
    }

    private static CommandFailedException Wrong(string message) => new(ExitCode.Usage, $"{message}.");

    [GeneratedRegex(@"\G(?:(?:^|\.)(?<key>[^.\[\]=]{1,128})|\[(?<index>\d{1,6})\])", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Step();
}
