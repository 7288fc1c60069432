using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Freehold.Agent.Connection;

/// <summary>The certificate authorities that may vouch for the control plane.</summary>
internal static class ControlPlaneAuthorities
{
    /// <summary>Reads them anew.</summary>
    /// <returns>Null when no file is named: the system's are trusted then.</returns>
    /// <exception cref="CannotDialException">The file cannot be used.</exception>
    public static X509ChainPolicy? Read(string? file)
    {
        if (file is null)
            return null;

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CannotDialException(StreamEnding.CaUnusable);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new CannotDialException(StreamEnding.CaUnusable);
    }
}
