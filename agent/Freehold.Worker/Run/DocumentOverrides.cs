using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Freehold.Worker.Run;

/// <summary>One <c>--set</c>: a key by its path, and its new value.</summary>
/// <param name="Path">Keys with dots between them, for example <c>spec.csv.delimiter</c>.</param>
/// <param name="Value">The value as it would stand in the document.</param>
internal sealed record DocumentOverride(IReadOnlyList<string> Path, string Value)
{
    /// <summary>Reads <c>a.b=c</c>.</summary>
    public static DocumentOverride? Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var path = equals < 0 ? [] : text[..equals].Split('.');
        return path.Length > 0 && path.All(key => key.Length > 0) ? new(path, text[(equals + 1)..]) : null;
    }
}

/// <summary>Sets keys of a document before it is read, so that its reader checks the result as it checks any other.</summary>
internal static class DocumentOverrides
{
    /// <summary>The text with the keys set. A text that cannot be parsed comes back as it is: its reader says what is wrong.</summary>
    public static string Apply(string text, IReadOnlyList<DocumentOverride> overrides)
    {
        if (overrides.Count == 0)
            return text;

        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            return text;
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            return text;

        foreach (var item in overrides)
            Set(root, item);

        using var written = new StringWriter();
        stream.Save(written, assignAnchors: false);
        return written.ToString();
    }

    private static void Set(YamlMappingNode node, DocumentOverride item)
    {
        foreach (var key in item.Path.SkipLast(1))
        {
            if (!node.Children.TryGetValue(key, out var child) || child is not YamlMappingNode inner)
                node.Children[key] = inner = new YamlMappingNode();
            node = inner;
        }

        node.Children[item.Path[^1]] = new YamlScalarNode(item.Value) { Style = ScalarStyle.Plain };
    }
}
