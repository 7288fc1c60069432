using System.Text;
using System.Text.RegularExpressions;

namespace Freehold.JobContract.Documents;

/// <summary>
/// Names a secret without holding it: <c>{secret: name/key}</c>. In a cluster it is a key of a Kubernetes Secret; in the
/// process executor and <c>freehold-worker run</c> an environment variable.
/// </summary>
/// <param name="Name">Name of the Secret; a DNS label.</param>
/// <param name="Key">Key within it.</param>
public sealed partial record SecretName(string Name, string Key)
{
    /// <summary><c>FREEHOLD_SECRET_&lt;NAME&gt;_&lt;KEY&gt;</c>: upper case, everything but letters and digits as <c>_</c>.</summary>
    public string EnvironmentVariable
    {
        get
        {
            var variable = new StringBuilder("FREEHOLD_SECRET_");
            foreach (var character in $"{Name}_{Key}")
                variable.Append(char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_');
            return variable.ToString();
        }
    }

    /// <summary>Reads <c>name/key</c>.</summary>
    public static bool TryParse(string text, out SecretName? secret)
    {
        var match = Pattern().Match(text);
        secret = match.Success ? new(match.Groups["name"].Value, match.Groups["key"].Value) : null;
        return match.Success;
    }

    /// <summary><c>name/key</c>.</summary>
    public override string ToString() => $"{Name}/{Key}";

    [GeneratedRegex(@"^(?<name>[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)/(?<key>[-._a-zA-Z0-9]{1,253})\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Pattern();
}
