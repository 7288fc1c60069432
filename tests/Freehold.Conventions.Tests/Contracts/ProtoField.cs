using System.Text.RegularExpressions;

namespace Freehold.Conventions.Tests.Contracts;

/// <summary>A field of a message, with the comment that stands above it or behind it.</summary>
internal sealed partial record ProtoField(string File, string Message, string Type, string Name, string Comment)
{
    public string Place => $"{File}: {Message}.{Name}";

    /// <summary>Fields in the order of the text. Nested messages are named after the innermost.</summary>
    public static IEnumerable<ProtoField> In(SourceFile file)
    {
        var messages = new Stack<string>();
        var comment = "";

        foreach (var line in file.Text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("//", StringComparison.Ordinal))
            {
                comment += line[2..];
                continue;
            }

            if (Block().Match(line) is { Success: true } block)
                messages.Push(block.Groups["kind"].Value is "message" ? block.Groups["name"].Value : messages.TryPeek(out var outer) && block.Groups["kind"].Value is "oneof" ? outer : "");
            if (messages.Count > 0 && messages.Peek().Length > 0 && Field().Match(line) is { Success: true } field)
                yield return new(file.Path, messages.Peek(), field.Groups["type"].Value, field.Groups["name"].Value, (comment + field.Groups["comment"].Value).Trim());
            if (line.EndsWith('}') && messages.Count > 0)
                messages.Pop();
            comment = "";
        }
    }

    [GeneratedRegex(@"^(?<kind>message|enum|oneof|service)\s+(?<name>\w+)\s*\{", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(repeated |optional )?(?<type>[\w.]+|map<[^>]+>)\s+(?<name>\w+)\s*=\s*\d+\s*(\[[^\]]*\])?;\s*(//(?<comment>.*))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();
}
