using System.Security.Cryptography;
using System.Text.Json;
using Freehold.JobContract.Documents;

namespace Freehold.ControlPlane.Entitlements;

/// <summary>Reads an entitlement, if the vendor has signed exactly these bytes.</summary>
/// <remarks>
/// The signature is ECDSA over P-256 with SHA-256, DER, as <c>openssl dgst -sha256 -sign key.pem features.json</c> makes it, binary or in
/// base64. Nothing of the document is looked at before its signature is found good.
/// </remarks>
internal sealed class EntitlementReader(EntitlementKeys keys)
{
    /// <summary>Longest document, in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    private const int MostGraceDays = 90;

    /// <returns>The document; null when it is refused, and <paramref name="problem"/> tells why, as a sentence.</returns>
    public EntitlementDocument? Read(ReadOnlySpan<byte> document, ReadOnlySpan<byte> signature, string organization, out string problem)
    {
        if (document.Length > MostBytes || !IsSigned(document, Binary(signature)))
        {
            problem = "The signature does not fit the entitlement: one of the two was changed, or another key than the vendor's signed it. "
                + "Take both files as they were delivered.";
            return null;
        }

        try
        {
            var read = JsonSerializer.Deserialize(document, EntitlementJson.Default.EntitlementDocument);
            problem = read is null ? "The entitlement is empty." : ProblemOf(read, organization);
            return problem.Length == 0 ? read : null;
        }
        catch (JsonException e)
        {
            problem = $"The entitlement is signed but cannot be read, at line {e.LineNumber + 1} ({e.Path}): it may be for a newer version of the control plane.";
            return null;
        }
    }

    private static string ProblemOf(EntitlementDocument document, string organization) => document switch
    {
        { Format: not 1 } => $"The entitlement has format {document.Format}; this control plane reads format 1.",
        _ when document.Organization != organization => $"The entitlement is for the organization {document.Organization}, and this is {organization}.",
        { Agents: < 0 } or { Replicas: < 0 } or { ParallelJobs: < 0 } or { GraceDays: < 0 or > MostGraceDays } =>
            $"A number of the entitlement is out of its range: limits are 0 or more, graceDays 0 to {MostGraceDays}.",
        _ when document.Kinds?.FirstOrDefault(kind => !JobKinds.ByName.ContainsKey(kind)) is { } unknown =>
            $"The entitlement names a kind of job that this version does not know: {unknown}.",
        _ => "",
    };

    private bool IsSigned(ReadOnlySpan<byte> document, byte[] signature)
    {
        foreach (var key in keys.Keys)
        {
            if (key.VerifyData(document, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
                return true;
        }

        return false;
    }

    // A DER sequence begins with a byte that no base64 has.
    private static byte[] Binary(ReadOnlySpan<byte> signature)
    {
        var text = System.Text.Encoding.ASCII.GetString(signature).Trim();
        var decoded = new byte[text.Length];
        return signature is [not 0x30, ..] && Convert.TryFromBase64String(text.ReplaceLineEndings(""), decoded, out var length)
            ? decoded[..length]
            : signature.ToArray();
    }
}
