using System.Text.RegularExpressions;

namespace Freehold.Conventions.Tests.Names;

/// <summary>Files and folders are called after what they do.</summary>
internal static partial class NameRules
{
    public static IEnumerable<string> Violations(IEnumerable<string> paths) =>
        from path in paths
        where !path.StartsWith("stand-ins/", StringComparison.Ordinal) // their names are those of the packages
        from name in path.Split('/')
        where SaysNothing().IsMatch(name)
        select $"{path}: '{name}' does not say what it does";

    [GeneratedRegex(@"^(?:[A-Za-z.]*[a-z.])?(?:Utils?|Utilit(?:y|ies)|Helpers?|Common|Managers?|Misc|Base)(?:\.[a-z]+)*$|^(?:utils?|helpers?|common|misc)(?:\.[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SaysNothing();
}
