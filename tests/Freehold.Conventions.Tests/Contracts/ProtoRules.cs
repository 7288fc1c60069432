using System.Text.RegularExpressions;

namespace Freehold.Conventions.Tests.Contracts;

/// <summary>The comments of the .proto files are the protocol's reference, so no field goes without, and no text without a bound.</summary>
internal static partial class ProtoRules
{
    private static readonly HashSet<string> Scalars = new(StringComparer.Ordinal)
    {
        "double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes",
    };

    public static IEnumerable<string> Violations(IEnumerable<ProtoField> fields)
    {
        foreach (var field in fields)
        {
            // A field of one of our own types is described by its type.
            if (field.Comment.Length == 0 && (Scalars.Contains(field.Type) || field.Type.Contains("google.protobuf", StringComparison.Ordinal)))
                yield return $"{field.Place} has no comment";
            else if (field.Type is "string" or "bytes" && !Bound().IsMatch(field.Comment))
                yield return $"{field.Place} does not say how long it can be";
        }
    }

    [GeneratedRegex(@"at most [\d,]+|\d+ (bytes|characters|digits)|SHA-256|UUID", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bound();
}
