using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Freehold.Agent.Connection;

/// <summary>What one TLS handshake found wrong with the certificate; exceptions tell it only in prose.</summary>
internal sealed class TlsObservation
{
    /// <summary>The ending that a bad certificate stands for; null when it was good, or none was shown.</summary>
    public StreamEnding? Problem { get; private set; }

    /// <summary>Accepts a certificate without any error, and no other.</summary>
    public bool Judge(X509Chain? chain, SslPolicyErrors errors)
    {
        Problem = errors switch
        {
            SslPolicyErrors.None => null,
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && IsOutOfDate(chain) => StreamEnding.TlsOutOfDate,
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) => StreamEnding.TlsUntrusted,
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => StreamEnding.TlsWrongHost,
            _ => StreamEnding.TlsUntrusted,
        };
        return Problem is null;
    }

    // Only if time is all that is wrong: an unknown authority is the graver finding.
    private static bool IsOutOfDate(X509Chain? chain) =>
        chain is not null && chain.ChainStatus.Length > 0 && chain.ChainStatus.All(status => status.Status is X509ChainStatusFlags.NotTimeValid);
}
