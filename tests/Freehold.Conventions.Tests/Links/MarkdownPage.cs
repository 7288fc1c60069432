using System.Text;
using System.Text.RegularExpressions;

namespace Freehold.Conventions.Tests.Links;

/// <summary>A Markdown page: its headings as anchors, and where it links to.</summary>
internal sealed partial class MarkdownPage(SourceFile file)
{
    private readonly string _prose = Fence().Replace(file.Text, "");

    public string Path { get; } = file.Path;

    /// <summary>Targets of its links, images and link definitions, as written.</summary>
    public IEnumerable<string> Targets => Link().Matches(_prose).Select(link => link.Groups["target"].Value);

    /// <summary>What can stand after <c>#</c> in a link to this page, as code hosts make it of headings.</summary>
    public IReadOnlySet<string> Anchors => Heading().Matches(_prose).Select(heading => AnchorOf(heading.Groups["text"].Value)).ToHashSet(StringComparer.Ordinal);

    private static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var character in heading.Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(character) || character is '-' or '_')
                anchor.Append(character);
            else if (character is ' ')
                anchor.Append('-');
        }

        return anchor.ToString();
    }

    [GeneratedRegex(@"^(?<fence>```+|~~~+).*?^\k<fence>", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)|^\[[^\]]+\]:\s*(?<target>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6}\s+(?<text>.+?)\s*#*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();
}
