using System.Text;
using System.Text.Json;
using Freehold.JobContract.Documents;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>Judges an assignment by itself, whatever else the agent does.</summary>
internal static class AssignmentCheck
{
    /// <summary>Why this agent can never run it; <see cref="RejectionReason.Unspecified"/> when it can.</summary>
    /// <param name="kinds">What the executor can run.</param>
    public static RejectionReason Judge(Assign assign, IReadOnlyCollection<string> kinds)
    {
        if (Encoding.UTF8.GetByteCount(assign.Document) > JobDocument.MaxBytes
            || JobDocument.DigestOf(assign.Document) != assign.DocumentDigest)
            return RejectionReason.BadDocument;

        return KindOf(assign.Document) switch
        {
            null => RejectionReason.BadDocument,
            var kind when kinds.Contains(kind) => RejectionReason.Unspecified,
            _ => RejectionReason.UnsupportedKind,
        };
    }

    private static string? KindOf(string document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("kind", out var kind)
                && kind.ValueKind is JsonValueKind.String
                    ? kind.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
